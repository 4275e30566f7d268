"""Claims, not cells: every published value of a figure, and the one that is shown.

A figure is one quantity: a measure for one wave, period, place or group. A claim is
one source's value of it. The rule that chooses the claim shown:

1. a claim marked `prefer` in the data, which gives its reason in the note;
2. the kind of source: official, official via the press, research, press, third party, own;
3. exact (published, revised, derived) over rounded, rounded over preliminary;
4. the latest as_of, then the source_id, so that the choice never depends on row order.

A claim marked unfit is never chosen. Where no value exists, the row that says so
(not_known, not_published, suppressed) stands for the figure.

A running count (no last wave, and either a first wave or the period `cumulative`) is a
figure of its day: two days of a running count do not contradict each other.
"""

from __future__ import annotations

import re

import pandas as pd

from prakerja.record.package import Record
from prakerja.record.places import split_provinces, with_place_codes, with_province_codes

KIND_ORDER = ["official", "official_via_press", "research", "press", "third_party", "own"]
PRECISION_ORDER = {"published": 0, "revised": 0, "derived": 0, "rounded": 1, "preliminary": 2}
VALUELESS = {"not_known", "not_published", "suppressed"}

COMMON = [
    "measure_id", "value", "unit", "as_of", "source_id", "status", "choice", "arithmetic",
    "note_id", "note_en", "row",
]  # fmt: skip


def figure_claims(record: Record) -> pd.DataFrame:
    """All claims on numbers.

    One row a claim: claim_id, figure_id, table, the dimensions of its table, the common
    columns of figures, basis of the measure, kind of the source, as_of (where the row names
    none, the day the source was published), chosen (bool, exactly one a figure unless all
    its claims are unfit).
    """
    frames = [
        _wave_claims(record),
        _programme_claims(record),
        _province_claims(record),
        _place_claims(record),
        _survey_claims(record),
        _demographic_claims(record),
        _outcome_claims(record),
    ]
    claims = pd.concat(frames, ignore_index=True)
    basis = record.table("measures").set_index("measure_id")["basis"]
    claims["basis"] = claims["measure_id"].map(basis)
    return _finish(record, claims)


def date_claims(record: Record) -> pd.DataFrame:
    """All claims on the dates of waves: one row a claim, as figure_claims with `date` as value."""
    claims = record.table("wave_dates").copy()
    claims["table"] = "wave_dates"
    claims["as_of"] = pd.NA
    claims["figure_id"] = "wave_dates/" + claims["wave"].astype(str) + "/" + claims["event"]
    return _finish(record, claims)


def choose(claims: pd.DataFrame) -> pd.Series:
    """Which claims are shown: a bool for each row of a frame with figure_id, status, kind,
    choice, as_of and source_id."""
    ranked = pd.DataFrame(
        {
            "figure_id": claims["figure_id"],
            "valueless": claims["status"].isin(VALUELESS),
            "preferred": claims["choice"].ne("prefer").fillna(True),
            "kind": claims["kind"].map({kind: i for i, kind in enumerate(KIND_ORDER)}),
            "precision": claims["status"].map(PRECISION_ORDER),
            "as_of": claims["as_of"].fillna(""),
            "source_id": claims["source_id"],
        }
    )[claims["status"].ne("unfit")]
    ranked = ranked.sort_values(
        ["figure_id", "valueless", "preferred", "kind", "precision", "as_of", "source_id"],
        ascending=[True, True, True, True, True, False, True],
        kind="stable",
    )
    first = ranked.drop_duplicates("figure_id").index
    return pd.Series(claims.index.isin(first), index=claims.index)


def chosen(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that are shown and have a value."""
    return claims[claims["chosen"] & ~claims["status"].isin(VALUELESS)]


def _finish(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    sources = record.table("sources").set_index("source_id")
    claims["kind"] = claims["source_id"].map(sources["kind"])
    claims["as_of"] = claims["as_of"].fillna(claims["source_id"].map(sources["published_on"]))
    claims["claim_id"] = claims["figure_id"] + "@" + claims["source_id"]
    claims["chosen"] = choose(claims)
    return claims


def _wave_claims(record: Record) -> pd.DataFrame:
    claims = record.table("wave_figures").copy()
    ids = [f"waves/{wave}/{measure}" for wave, measure in _cells(claims, "wave", "measure_id")]
    return claims.assign(table="wave_figures", figure_id=ids)


def _programme_claims(record: Record) -> pd.DataFrame:
    claims = record.table("programme_figures").copy()
    ids = [
        f"programme/{measure}/{span}"
        for measure, span in zip(claims["measure_id"], _spans(claims), strict=True)
    ]
    return claims.assign(table="programme_figures", figure_id=ids)


def _province_claims(record: Record) -> pd.DataFrame:
    claims = with_province_codes(record, record.table("province_figures"))
    split = split_provinces(record)
    ids = []
    for (code, boundary, measure, item), span in zip(
        _cells(claims, "province_code", "boundary", "measure_id", "item"),
        _spans(claims),
        strict=True,
    ):
        area = f"{code}~34" if boundary == "34" and code in split else code
        ids.append(f"provinces/{area}/{measure}/{span}" + (f"/{item}" if item else ""))
    return claims.assign(table="province_figures", figure_id=ids)


def _place_claims(record: Record) -> pd.DataFrame:
    claims = with_place_codes(record, record.table("place_figures"))
    ids = [
        f"places/{code or key_part(name)}/{measure}/{span}"
        for (code, name, measure), span in zip(
            _cells(claims, "code", "place_as_printed", "measure_id"), _spans(claims), strict=True
        )
    ]
    return claims.assign(table="place_figures", figure_id=ids)


def _survey_claims(record: Record) -> pd.DataFrame:
    claims = record.table("survey_figures").copy()
    ids = [
        f"surveys/{survey}/{item}/{measure}"
        for survey, item, measure in _cells(claims, "survey_id", "item_id", "measure_id")
    ]
    return claims.assign(table="survey_figures", figure_id=ids)


def _demographic_claims(record: Record) -> pd.DataFrame:
    claims = record.table("demographic_figures").copy()
    ids = []
    for (dimension, category, group, place, measure), span in zip(
        _cells(claims, "dimension", "category", "group", "place", "measure_id"),
        _spans(claims),
        strict=True,
    ):
        where = f"/{key_part(place)}" if place else ""
        ids.append(f"demographics/{dimension}/{category}/{group}{where}/{span}/{measure}")
    return claims.assign(table="demographic_figures", figure_id=ids)


def _outcome_claims(record: Record) -> pd.DataFrame:
    claims = record.table("outcome_figures").copy()
    ids = []
    for item, period, first, last, measure in _cells(
        claims, "item_id", "period", "wave_from", "wave_to", "measure_id"
    ):
        waves = f"/{first}-{last}" if first or last else ""
        ids.append(f"outcomes/{item}/{period}{waves}/{measure}")
    return claims.assign(table="outcome_figures", figure_id=ids)


def _spans(claims: pd.DataFrame) -> list[str]:
    """Period and waves of each row, and its day where it is a running count."""
    spans = []
    for period, first, last, as_of in _cells(claims, "period", "wave_from", "wave_to", "as_of"):
        running = not last and (bool(first) or period == "cumulative")
        spans.append(f"{period}/{first}-{last}" + (f"/{as_of}" if running and as_of else ""))
    return spans


def _cells(frame: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    """Rows of these columns as text, an empty cell as an empty text."""
    texts = [frame[column].astype("object").where(frame[column].notna(), "") for column in columns]
    return [tuple(str(cell) for cell in cells) for cells in zip(*texts, strict=True)]


def key_part(text: str) -> str:
    """A name as part of a key or an address: lower case, ASCII letters and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
