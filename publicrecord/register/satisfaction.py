"""Shares of satisfied people, from perturbed counts and weights.

The noise of a weighted count is that of the count times the largest weight of the group, so that it
hides whoever has that weight too. A mean weight beside a count with noise would tell the count; so
would a share of many digits to whoever knows the weights.
"""

from __future__ import annotations

import ibis
import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import Table as Expression

from publicrecord.register.noise import THRESHOLD, Noises, perturbed
from publicrecord.register.people import year_of
from publicrecord.register.places import COUNTRY, EVER, PROVINCE_LENGTH, Classifications

LARGEST_WEIGHT = 5.0
"""Weights above so many times their mean are trimmed: the largest makes the noise of a share."""
DOMINANT = 0.2
"""No share is shown of which one person has more than this part of the weight."""
SUMS = ["people", "keys", "w", "largest"]


def count_answers(rows: Expression, satisfied_from: float, kinds: Classifications) -> pd.DataFrame:
    """Answers by group and side. rows: of people who are counted and answered, with keys.

    One row a place (ID or a province code), time (ever or a year) and side (yes: satisfied), with
    people, keys (the sum of their record keys), w (the sum of their weights) and largest (weight).
    Of several answers of a person in a group the one of the last wave counts.
    """
    rows = rows.filter(rows.weight > 0)
    # Kept, as each of three groupings reads them.
    rows = rows[["person", "keys", "wave", "code", "answer", "weight"]].cache()
    most = LARGEST_WEIGHT * rows.weight.mean().execute()
    if pd.isna(most):
        return pd.DataFrame(columns=["place", "time", "yes", *SUMS])
    rows = rows.mutate(
        yes=(rows.answer >= satisfied_from).ifelse(1, 0),
        weight=ibis.least(rows.weight, float(most)),
        province=rows.code.left(PROVINCE_LENGTH),
        year=year_of(rows.wave, kinds),
        last=rows.wave * 16 + rows.answer,
    )
    groups = [
        {"place": ibis.literal(COUNTRY), "time": ibis.literal(EVER)},
        {"place": rows.province, "time": ibis.literal(EVER)},
        {"place": ibis.literal(COUNTRY), "time": rows.year},
    ]
    # One after the other: all in one query take a tenth more memory of a large register.
    frames = [_by_side(rows.mutate(**group)) for group in groups]
    return pd.concat(frames, ignore_index=True)


def _by_side(rows: Expression) -> pd.DataFrame:
    people = rows.group_by(["place", "time", "person"]).aggregate(
        yes=_.yes.argmax(_.last), weight=_.weight.argmax(_.last), key=_["keys"].max()
    )
    sums: pd.DataFrame = (
        people.group_by(["place", "time", "yes"])
        .aggregate(people=_.count(), keys=_.key.sum(), w=_.weight.sum(), largest=_.weight.max())
        .execute()
    )
    return sums


def satisfaction_shares(
    answers: pd.DataFrame, kinds: Classifications, table: Noises
) -> pd.DataFrame:
    """Shares of the satisfied from count_answers, perturbed.

    One row a group: place (ID or a province code), time (ever or a year), base (people who
    answered) and share (percent). A number that is not published is missing.
    """
    provinces = [kinds.regencies.names[node] for node in kinds.regencies.children[0]]
    years = [kinds.time.names[node] for node in kinds.time.children[0]]
    groups = [(COUNTRY, EVER), *((place, EVER) for place in provinces),
              *((COUNTRY, year) for year in sorted(years))]  # fmt: skip
    index = pd.MultiIndex.from_tuples(groups, names=["place", "time"])
    sides = answers.set_index(["place", "time"])
    yes, no = (
        sides[sides["yes"] == side].reindex(index)[SUMS].fillna(0).astype(float) for side in (1, 0)
    )
    base, satisfied, not_satisfied = (_noisy(side, table) for side in (yes + no, yes, no))
    largest = np.maximum(yes["largest"], no["largest"])
    w_yes, w_no = (
        side["w"] + (noisy - side["people"]) * largest
        for noisy, side in ((satisfied, yes), (not_satisfied, no))
    )
    share = (100 * w_yes / (w_yes + w_no)).round()
    small = (satisfied < THRESHOLD) | (not_satisfied < THRESHOLD) | (base < THRESHOLD)
    outweighed = (w_yes < 0) | (w_no < 0) | (largest > DOMINANT * (yes["w"] + no["w"]))
    frame = pd.DataFrame(
        {"base": base.where(base >= THRESHOLD), "share": share.mask(small | outweighed)}
    )
    return frame.reset_index()


def _noisy(people: pd.DataFrame, table: Noises) -> pd.Series:
    """People with noise, by group."""
    counts, keys = (people[name].to_numpy(np.int64) for name in ("people", "keys"))
    return pd.Series(perturbed(counts, keys, table), index=people.index)
