"""Quota and people selected, for the waves of which both are known."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.columns import COUNTED, PEOPLE
from prakerja.charts.site_chart import site_chart
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import (
    ORIGIN,
    Chart,
    Column,
    all_marks,
    as_exact,
    require_values,
    said,
)
from publicrecord.charts.headline import Statement
from publicrecord.indicators.coverage import spans_in_words
from publicrecord.language import N_, Language, Message, Text
from publicrecord.record.package import Record, rows

COLUMNS = (
    Column("label", N_("Wave"), "label"),
    PEOPLE,
    COUNTED,
    *ORIGIN,
)
SELECTED, QUOTA = "selected", "planned"
SERIES = {"quota": QUOTA, "recipients_selected": SELECTED}
INEXACT = ("rounded", "preliminary")


def _pairs(waves: pd.DataFrame) -> pd.DataFrame:
    """By wave its quota and the people selected, and whether both are exact numbers."""
    pairs = waves.pivot(index="wave", columns="series", values="value")
    inexact = waves["status"].isin(INEXACT).groupby(waves["wave"]).any()
    return pairs.assign(exact=~inexact)


def _filled(waves: pd.DataFrame) -> pd.Series:
    """By wave whether its quota was filled exactly; not where a number is rounded."""
    pairs = _pairs(waves)
    return (pairs[QUOTA] == pairs[SELECTED]) & pairs["exact"]


def some_quotas_are_filled_exactly(waves: pd.DataFrame) -> bool:
    """Whether the quota of at least one wave was filled exactly."""
    return bool(_filled(waves).any())


def no_quota_is_filled_exactly(waves: pd.DataFrame) -> bool:
    """Whether the quota of none of the waves was filled exactly."""
    return len(waves) > 0 and not some_quotas_are_filled_exactly(waves)


def _counts(waves: pd.DataFrame, _language: Language) -> dict[str, object]:
    exactly = _filled(waves)
    return {"same": int(exactly.sum()), "count": len(exactly)}


HEADLINES = (
    Statement(
        some_quotas_are_filled_exactly,
        N_(
            "In {same} of the {count} waves whose quota and intake are both known, the quota was "
            "filled exactly"
        ),
        _counts,
    ),
    Statement(
        no_quota_is_filled_exactly,
        N_(
            "In none of the {count} waves whose quota and intake are both known was the quota "
            "filled exactly"
        ),
        _counts,
    ),
)


def quota_chart(waves: pd.DataFrame, record: Record) -> Chart:
    """The bars of quota_and_selected."""
    frame = _marks(waves, record)
    return site_chart(
        "quota-and-intake",
        frame,
        COLUMNS,
        HEADLINES,
        mark="bars",
        measure_ids=("quota", "recipients_selected"),
        subtitle=said(
            N_("Quota announced and people selected (gross), for the waves of which both are known")
        ),
        alt=all_marks(N_("Grouped bar chart. {listed}."), frame, _listed),
        notes=_notes(frame),
        legend=((QUOTA, N_("quota announced")), (SELECTED, N_("people selected"))),
    )


def _listed(frame: pd.DataFrame, language: Language) -> str:
    """Both numbers of each wave in words."""
    text = language.gettext("{wave}: quota {quota}, selected {selected}")
    parts = []
    for _wave, pair in frame.groupby("wave"):
        quota, selected = rows(pair)
        parts.append(
            text.format(
                wave=language.of(quota, "label"),
                quota=as_exact(quota, language),
                selected=as_exact(selected, language),
            )
        )
    return "; ".join(parts)


def _notes(frame: pd.DataFrame) -> tuple[Text, ...]:
    """Which waves took more people than their quota, and which are not counted or not compared,
    since one of their numbers is not exact."""
    pairs = _pairs(frame)
    equal = pairs[QUOTA] == pairs[SELECTED]
    texts = (
        (
            (pairs[SELECTED] > pairs[QUOTA]) & pairs["exact"],
            N_("More people than the quota were selected in waves {waves}."),
        ),
        (
            equal & ~pairs["exact"],
            N_("Not counted as filled exactly: wave {waves}, whose number is rounded."),
        ),
        (
            ~equal & ~pairs["exact"],
            N_("Not compared with the quota: wave {waves}, whose number is rounded."),
        ),
    )
    return tuple(
        _on_waves(text, pairs.index[which].tolist()) for which, text in texts if which.any()
    )


def _on_waves(message: Message, waves: list[int]) -> Text:
    return said(message, lambda language: {"waves": spans_in_words(waves, language)})


def _marks(waves: pd.DataFrame, record: Record) -> pd.DataFrame:
    """The waves of which both are known as marks, the quota first: plus label, counted, series."""
    known = waves[waves["value"].notna()]
    both = known.groupby("wave")["measure_id"].transform("nunique") == len(SERIES)
    frame = single_waves(require_values(known[both], "wave_figures"), record)
    frame["series"] = frame["measure_id"].map(SERIES)
    return frame.sort_values(["wave", "measure_id"], kind="stable", ignore_index=True)


def single_waves(frame: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Claims of single waves with the wave as label and what is counted in words."""
    names = record.table("measures").set_index("measure_id")
    wave = in_every_language(N_("Wave {wave}"))
    texts = {}
    for code in LANGUAGES:
        texts[f"label_{code}"] = [wave[code].format(wave=number) for number in frame["wave"]]
        texts[f"counted_{code}"] = frame["measure_id"].map(names[f"name_{code}"]).tolist()
    return frame.assign(**texts)
