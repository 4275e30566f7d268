"""Recipients by wave: what is known of each, quota and intake, and the steps of selection."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.programme import scheme_events
from prakerja.indicators.waves import quota_and_selected, selection_steps, wave_intake
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import ORIGIN, Chart, Column, Headline, filled, listed_by_group
from publicrecord.indicators.coverage import spans_in_words
from publicrecord.indicators.origins import computed, printed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language
from publicrecord.record.package import Record

COLUMNS = (
    Column("label", N_("Wave"), "label"),
    Column("year", N_("Year"), "text"),
    Column("value", N_("People"), "number"),
    Column("counted", N_("What is counted"), "text"),
    *ORIGIN,
)
SELECTED, QUOTA = "selected", "planned"
INEXACT = ("rounded", "preliminary")


def charts(record: Record, claims: pd.DataFrame, _scope: Scope) -> list[Chart]:
    """The charts of single waves."""
    return [_intake(record, claims), _quotas(record, claims), _steps(record, claims)]


def _intake(record: Record, claims: pd.DataFrame) -> Chart:
    intake = wave_intake(record, claims)
    frame = wave_rows(intake, record)
    known = intake[intake["value"].notna()]
    selected = filled(known[known["measure_id"] == "recipients_selected"], "wave_figures")["value"]
    quotas, total = len(known) - len(selected), len(intake)
    gaps = spans_in_words(intake.loc[intake["value"].isna(), "wave"].tolist())

    def headline(language: Language) -> str:
        return language.gettext(
            "How many people a wave took is known for {selected} of {total} waves; for {quotas} "
            "more only the quota"
        ).format(selected=len(selected), total=total, quotas=quotas)

    def subtitle(language: Language) -> str:
        return language.gettext("People selected in each wave, or the quota announced (gross)")

    def alt(language: Language) -> str:
        return language.gettext(
            "Column chart of the waves. The largest intake known is {largest} people. "
            "Of {unknown} waves neither selection nor quota is known."
        ).format(largest=language.number(selected.max()), unknown=total - len(known))

    def note(language: Language) -> str:
        return language.gettext(
            "Of waves {waves} neither intake nor quota was found, only totals over several waves; "
            "we do not spread them over single waves."
        ).format(waves=gaps)

    return Chart(
        chart_id="recipients-by-wave",
        slugs={"id": "penerima-per-gelombang"},
        story="waves",
        mark="columns",
        frame=frame,
        columns=COLUMNS,
        measure_ids=("recipients_selected", "quota"),
        headline=Headline(headline, computed(filled(frame, "wave_figures"))),
        subtitle=subtitle,
        alt=alt,
        notes=(note,) if gaps else (),
        legend=(
            (SELECTED, N_("people selected")),
            (QUOTA, N_("only the quota announced is known")),
        ),
        events=scheme_events(record),
    )


def _quotas(record: Record, claims: pd.DataFrame) -> Chart:
    """Quota and people selected, for the waves of which both are known."""
    frame = _named(filled(quota_and_selected(claims), "wave_figures"), record)
    frame["series"] = frame["measure_id"].map({"quota": QUOTA, "recipients_selected": SELECTED})
    pairs = frame.pivot(index="wave", columns="series", values="value")
    exact = ~frame["status"].isin(INEXACT).groupby(frame["wave"]).any()
    equal, more = pairs[QUOTA] == pairs[SELECTED], pairs[SELECTED] > pairs[QUOTA]
    same, about = equal & exact, pairs.index[equal & ~exact].tolist()

    def headline(language: Language) -> str:
        return language.gettext(
            "In {same} of the {count} waves of which both are known, the quota was filled exactly"
        ).format(same=int(same.sum()), count=len(pairs))

    def alt(language: Language) -> str:
        parts = "; ".join(
            language.gettext("{wave}: quota {quota}, selected {selected}").format(
                wave=language.of(rows.iloc[0], "label"),
                quota=language.number(rows.iloc[0]["value"]),
                selected=language.number(rows.iloc[1]["value"]),
            )
            for _wave, rows in frame.groupby("wave")
        )
        return language.gettext("Grouped bar chart. {listed}.").format(listed=parts)

    def above(language: Language) -> str:
        return language.gettext(
            "More people than the quota were selected in waves {waves}."
        ).format(waves=spans_in_words(pairs.index[more].tolist()))

    def rounded(language: Language) -> str:
        return language.gettext(
            "Not counted as filled exactly: wave {waves}, whose number is rounded."
        ).format(waves=spans_in_words(about))

    return Chart(
        chart_id="quota-and-intake",
        slugs={"id": "kuota-dan-penerima"},
        story="waves",
        mark="bars",
        frame=frame,
        columns=(COLUMNS[0], *COLUMNS[2:]),
        measure_ids=("quota", "recipients_selected"),
        headline=Headline(headline, computed(frame)),
        subtitle=lambda language: language.gettext(
            "Quota announced and people selected (gross), for the waves of which both are known"
        ),
        alt=alt,
        notes=(*([above] if more.any() else []), *([rounded] if about else [])),
        legend=((QUOTA, N_("quota announced")), (SELECTED, N_("people selected"))),
    )


def _steps(record: Record, claims: pd.DataFrame) -> Chart:
    """From registration to selection, wave by wave."""
    frame = filled(selection_steps(claims), "wave_figures")
    named = _named(frame, record)
    frame = named.assign(
        group_id=named["label_id"],
        group_en=named["label_en"],
        label_id=named["counted_id"],
        label_en=named["counted_en"],
    )
    last_wave = frame[frame["wave"] == frame["wave"].max()]
    joined, selected = last_wave.iloc[0], last_wave.iloc[-1]

    def headline(language: Language) -> str:
        return language.gettext(
            "In wave {wave} {joined} people joined and {selected} were selected"
        ).format(
            wave=joined["wave"],
            joined=language.number(joined["value"]),
            selected=language.number(selected["value"]),
        )

    def alt(language: Language) -> str:
        return language.gettext("Bar chart. {listed}.").format(
            listed=listed_by_group(frame, language)
        )

    return Chart(
        chart_id="from-registration-to-selection",
        slugs={"id": "dari-pendaftaran-sampai-terpilih"},
        story="waves",
        mark="bars",
        frame=frame,
        columns=(
            Column("group", N_("Wave"), "label"),
            Column("label", N_("Step"), "text"),
            Column("value", N_("People"), "number"),
            *ORIGIN,
        ),
        measure_ids=tuple(dict.fromkeys(frame["measure_id"])),
        headline=Headline(headline, printed(last_wave.iloc[[0, -1]])),
        subtitle=lambda language: language.gettext(
            "People at each step on the way into a wave, for the waves of which steps are known"
        ),
        alt=alt,
        notes=(
            lambda language: language.gettext(
                "The steps of one wave may come from different days and sources; the table says "
                "which."
            ),
        ),
    )


def _named(frame: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Claims of single waves with the wave as label and what is counted in words."""
    names = record.table("measures").set_index("measure_id")
    wave = in_every_language(N_("Wave {wave}"))
    texts = {}
    for code in LANGUAGES:
        texts[f"label_{code}"] = [wave[code].format(wave=number) for number in frame["wave"]]
        texts[f"counted_{code}"] = frame["measure_id"].map(names[f"name_{code}"]).tolist()
    return frame.assign(**texts)


def wave_rows(intake: pd.DataFrame, record: Record) -> pd.DataFrame:
    """The waves as marks: neighbours of one year whose intake is not known become one gap.

    One row a mark: label, group (year), short, weight, series, counted, and the columns of
    wave_intake.
    """
    gap = intake["status"].eq("not_known")
    new_run = ~gap | ~gap.shift(fill_value=False) | intake["year"].ne(intake["year"].shift())
    runs = intake.groupby(new_run.cumsum(), sort=False)
    rows = runs.first().reset_index(drop=True)
    rows["last"] = runs["wave"].max().to_numpy()
    names = record.table("measures").set_index("measure_id")
    span = [
        str(first) if first == last else f"{first}–{last}"
        for first, last in zip(rows["wave"], rows["last"], strict=True)
    ]
    known = rows["value"].notna()
    series = rows["measure_id"].map({"recipients_selected": SELECTED, "quota": QUOTA})
    rows = rows.assign(
        short=span,
        weight=[2.4 if "–" in text else 1.0 for text in span],
        series=series.where(known),
    )
    one, several = in_every_language(N_("Wave {wave}")), in_every_language(N_("Waves {wave}"))
    for code in LANGUAGES:
        rows[f"label_{code}"] = [
            (several if "–" in text else one)[code].format(wave=text) for text in span
        ]
        rows[f"group_{code}"] = rows["year"].astype(str)
        rows[f"counted_{code}"] = rows["measure_id"].map(names[f"name_{code}"]).where(known, "")
    return rows
