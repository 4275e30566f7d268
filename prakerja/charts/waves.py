"""Recipients by wave: what is known of each, and the gaps drawn as gaps."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.chart import Chart, Column
from prakerja.language import N_, Language, in_every_language
from prakerja.measures.waves import wave_intake
from prakerja.record.package import Record

COLUMNS = (
    Column("label", N_("Wave"), "label"),
    Column("year", N_("Year"), "text"),
    Column("value", N_("People"), "number"),
    Column("counted", N_("What is counted"), "text"),
    Column("status", N_("Status"), "status"),
    Column("as_of", N_("As of"), "date"),
    Column("source_id", N_("Source"), "source"),
)
SELECTED, QUOTA = "selected", "quota"


def charts(record: Record, claims: pd.DataFrame, _dates: pd.DataFrame) -> list[Chart]:
    """The chart of recipients by wave."""
    intake = wave_intake(record, claims)
    frame = wave_rows(intake, record)
    known = int(intake["value"].notna().sum())
    total = len(intake)
    largest = float(intake["value"].max())

    def headline(language: Language) -> str:
        return language.gettext(
            "The intake of a single wave is known for only {known} of {total} waves"
        ).format(known=known, total=total)

    def subtitle(language: Language) -> str:
        return language.gettext("People selected in each wave, or the quota announced (gross)")

    def alt(language: Language) -> str:
        return language.gettext(
            "Column chart of the waves. The largest took {largest} people. "
            "Of {unknown} waves neither selection nor quota is known."
        ).format(largest=language.number(largest), unknown=total - known)

    def note(language: Language) -> str:
        return language.gettext(
            "For 2022, 2023 and 2024 only yearly totals were published; we do not spread them "
            "over single waves."
        )

    return [
        Chart(
            chart_id="recipients-by-wave",
            slug="penerima-per-gelombang",
            story="waves",
            mark="columns",
            frame=frame,
            columns=COLUMNS,
            measure_ids=("recipients_selected", "quota"),
            headline=headline,
            subtitle=subtitle,
            alt=alt,
            notes=(note,),
            legend=(
                (SELECTED, N_("people selected")),
                (QUOTA, N_("only the quota announced is known")),
            ),
        )
    ]


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
    for code in ("id", "en"):
        rows[f"label_{code}"] = [
            (several if "–" in text else one)[code].format(wave=text) for text in span
        ]
        rows[f"group_{code}"] = rows["year"].astype(str)
        rows[f"counted_{code}"] = rows["measure_id"].map(names[f"name_{code}"]).where(known, "")
    return rows
