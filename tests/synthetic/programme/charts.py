"""The charts of the SYNTHETIC programme: one of each of three kinds."""

from __future__ import annotations

import pandas as pd

from publicrecord.charts.chart import ORIGIN, Chart, Column, listed
from publicrecord.charts.headline import Statement, true_headline
from publicrecord.charts.ranking import all_known, some_known
from publicrecord.indicators.origins import printed
from publicrecord.indicators.place_counts import regency_totals
from publicrecord.language import N_, Language
from publicrecord.record.claims import countable
from publicrecord.record.package import Record

WAVES = Statement(
    some_known,
    N_("Synthetic people are known for {known} of {waves} waves"),
    lambda rows, _language: {"known": rows["value"].notna().sum(), "waves": len(rows)},
)
PLACES = Statement(
    all_known,
    N_("Synthetic people in all {count} made-up places"),
    lambda rows, _language: {"count": len(rows)},
)
ANSWERS = Statement(
    some_known,
    N_("Of a made-up sample {value} percent were satisfied"),
    lambda rows, language: {"value": language.number(rows["value"].iloc[0])},
    lambda rows: printed(rows.head(1)),
)
LABEL = Column("label", N_("What"), "label")
VALUE = Column("value", N_("Synthetic people"), "number")


def charts(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> list[Chart]:
    """All charts, in the order of the search page."""
    return [_waves(record, claims), _places(record, claims), _answers(record, claims)]


def _labelled(record: Record, frame: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
    """The frame with the same label in every language."""
    return frame.assign(**dict.fromkeys(record.settings.columns("label"), labels))


def _alt(frame: pd.DataFrame, language: Language) -> str:
    text = language.gettext("A synthetic chart. {listed}.")
    return text.format(listed=listed(frame, language))


def _waves(record: Record, claims: pd.DataFrame) -> Chart:
    mine = (claims["table"] == "wave_figures") & (claims["measure_id"] == "admitted")
    waves = claims[mine & claims["chosen"]].sort_values("wave")
    frame = _labelled(record, waves, waves["wave"].astype(str))
    return Chart(
        chart_id="synthetic-waves",
        slugs={"ms": "gelombang-sintetik", "fr": "vagues-synthetiques"},
        story="home",
        mark="columns",
        frame=frame,
        columns=(LABEL, VALUE, *ORIGIN),
        measure_ids=("admitted",),
        headline=true_headline("synthetic-waves", frame, (WAVES,)),
        subtitle=lambda language: language.gettext("Synthetic people by wave"),
        alt=lambda language: _alt(frame, language),
    )


def _places(record: Record, claims: pd.DataFrame) -> Chart:
    totals = regency_totals(record, claims, record.settings.place_counts)
    states = record.table("states").set_index("state_code")
    letters = totals["state_code"].map(states["iso_code"]).str[-2:]
    frame = _labelled(record, totals, totals["name"]).assign(short=letters)

    return Chart(
        chart_id="synthetic-places",
        slugs={"ms": "tempat-sintetik"},
        story="places",
        mark="map",
        map_frame=record.settings.geography.map,
        frame=frame,
        columns=(
            Column("label", N_("Place"), "place"),
            VALUE,
            Column("per_1000", N_("Per 1,000 residents"), "number"),
            *ORIGIN,
        ),
        brief=("label", "value"),
        measure_ids=("recipients_gross", "inhabitants"),
        headline=true_headline("synthetic-places", frame, (PLACES,)),
        subtitle=lambda language: language.gettext("Synthetic people by place (gross)"),
        alt=lambda language: _alt(frame, language),
    )


def _answers(record: Record, claims: pd.DataFrame) -> Chart:
    items, surveys = record.table("items"), record.table("surveys")
    answers = countable(claims)[lambda shown: shown["table"] == "survey_figures"]
    texts = [column for column in items if column.startswith("text_")]
    frame = answers.merge(items[["item_id", *texts]], on="item_id")
    frame = frame.merge(surveys[["survey_id", "margin_of_error"]], on="survey_id")
    named = {text: f"label_{text.removeprefix('text_')}" for text in texts}
    frame = frame.rename(columns={**named, "margin_of_error": "margin"})

    return Chart(
        chart_id="synthetic-answers",
        story="home",
        mark="dots",
        frame=frame,
        columns=(LABEL, Column("value", N_("Percent"), "percent"), *ORIGIN),
        measure_ids=("survey_share",),
        headline=true_headline("synthetic-answers", frame, (ANSWERS,)),
        subtitle=lambda language: language.gettext("Answers of a made-up sample"),
        alt=lambda language: _alt(frame, language),
        maximum=100.0,
    )
