"""Recipients by province: gross from the official file, net from an annual report, apart."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from prakerja.charts.island_groups import ISLAND_GROUPS, JAVA
from prakerja.charts.official import official_span, unfinished, unfinished_year
from prakerja.indicators.places import province_gross
from prakerja.indicators.reach import island_gross, province_net
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import (
    ORIGIN,
    Chart,
    Column,
    Event,
    Headline,
    ends_in_words,
    filled,
    listed,
)
from publicrecord.indicators.origins import computed
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Text
from publicrecord.record.package import Record

COLUMNS = (
    Column("label", N_("Province"), "place"),
    Column("value", N_("Recipients"), "number"),
    Column("share", N_("Share of all (%)"), "percent"),
    *ORIGIN,
)


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of recipients by province."""
    gross = province_gross(record, claims)
    return [
        _provinces(gross, "gross", scope),
        _provinces(province_net(record, claims), "net", scope),
        _ends(gross, scope),
        _tiles(gross, record, scope),
        _islands(island_gross(record, claims), record, scope),
    ]


def _provinces(frame: pd.DataFrame, basis: str, scope: Scope) -> Chart:
    total = float(
        filled(frame, f"{'place' if basis == 'gross' else 'province'}_figures")["value"].sum()
    )
    frame = frame.assign(
        label_id=frame["name"],
        label_en=frame["name_en"],
        code=frame["province_code"],
        share=(frame["value"] / total * 100).round(2),
    )
    top, few = frame.iloc[0], frame.iloc[-1]

    def headline(language: Language) -> str:
        return language.gettext(
            "{province} has most recipients, {share} percent of all; {last} has fewest"
        ).format(
            province=language.of(top, "label"),
            share=language.number(top["share"]),
            last=language.of(few, "label"),
        )

    def subtitle(language: Language) -> str:
        if basis == "gross":
            return language.gettext(
                "People named in decrees (gross) by province, {first} to {last}"
            ).format(**official_span(scope, language))
        return language.gettext(
            "Effective recipients (net) by province, waves {first}–{last} ({period})"
        ).format(
            first=top["wave_from"], last=top["wave_to"], period=top["period"].replace("-", "–")
        )

    def alt(language: Language) -> str:
        return language.gettext(
            "Bar chart of {count} provinces. Most: {first}, {first_value}. "
            "Fewest: {last}, {last_value}. All together: {total}."
        ).format(
            count=len(frame),
            total=language.number(total),
            **ends_in_words(top, few, language),
        )

    def note(language: Language) -> str:
        text = (
            language.gettext(
                "Each province is the sum of its regencies and cities on today's boundaries of "
                "{count} provinces; together {total} people."
            )
            if basis == "gross"
            else language.gettext(
                "Read from the map of the {year} annual report; the {count} numbers add exactly "
                "to the printed {total}."
            )
        )
        return text.format(
            count=len(frame), total=language.number(total), year=frame["as_of"].max()[:4]
        )

    return Chart(
        chart_id=f"recipients-by-province-{basis}",
        slugs={"id": "penerima-per-provinsi-" + {"gross": "bruto", "net": "neto"}[basis]},
        story="reach",
        mark="bars",
        frame=frame,
        columns=COLUMNS,
        measure_ids=(f"recipients_{basis}",),
        headline=Headline(headline, computed(frame)),
        subtitle=subtitle,
        alt=alt,
        notes=(note,),
    )


def _ends(gross: pd.DataFrame, scope: Scope, count: int = 5) -> Chart:
    """The provinces with most and fewest recipients, for the home page."""
    whole = _provinces(gross, "gross", scope)
    frame = most_and_fewest(whole.frame, count)

    def alt(language: Language) -> str:
        return language.gettext(
            "Bar chart of the {count} provinces with most and the {count} with fewest "
            "recipients. {listed}."
        ).format(count=count, listed=listed(frame, language))

    return replace(
        whole,
        chart_id="provinces-most-and-fewest",
        slugs={"id": "provinsi-terbanyak-dan-paling-sedikit"},
        frame=frame,
        columns=(COLUMNS[0], Column("group", N_("Most or fewest"), "text"), *COLUMNS[1:]),
        subtitle=lambda language: language.gettext(
            "The five provinces with most and the five with fewest people named in decrees "
            "(gross), {first} to {last}"
        ).format(**official_span(scope, language)),
        alt=alt,
    )


def most_and_fewest(ranked: pd.DataFrame, count: int) -> pd.DataFrame:
    """The first and the last rows of a ranking, under headings that say so.

    One row a place: the columns of `ranked` plus group_id, group_en.
    """
    ends = ((N_("Most"), ranked.head(count)), (N_("Fewest"), ranked.tail(count)))
    return pd.concat(
        [
            rows.assign(**{f"group_{code}": text for code, text in in_every_language(end).items()})
            for end, rows in ends
        ],
        ignore_index=True,
    )


def on_grid(frame: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Provinces at their places on the grid: the columns of the frame plus tile_row, tile_col
    and short (the letters on the tile)."""
    grid = record.table("provinces")[["province_code", "iso_code", "tile_row", "tile_col"]]
    placed = frame.merge(grid, on="province_code", validate="one_to_one")
    return placed.assign(short=placed["iso_code"].str.removeprefix("ID-"))


def _tiles(gross: pd.DataFrame, record: Record, scope: Scope) -> Chart:
    """Every province as a square at its place, shaded by its recipients."""
    whole = _provinces(gross, "gross", scope)
    frame = on_grid(whole.frame, record)
    islands = record.table("provinces").set_index("province_code")["island_group"]
    java = frame[frame["province_code"].map(islands) == JAVA]
    share = float(java["value"].sum() / frame["value"].sum() * 100)

    def headline(language: Language) -> str:
        text = language.gettext(
            "The {count} provinces of Java have {share} percent of all recipients"
        ).format(count=language.in_words(len(java)), share=language.number(round(share, 1)))
        return text[0].upper() + text[1:]

    def shades(language: Language) -> str:
        return language.gettext(
            "The shades are five classes of equal size, in thousands of people. The letters are "
            "those of ISO 3166-2; a square says nothing of a province's size."
        )

    return replace(
        whole,
        chart_id="provinces-on-a-grid",
        slugs={"id": "provinsi-dalam-petak"},
        mark="tiles",
        frame=frame,
        headline=Headline(headline, computed(frame)),
        subtitle=lambda language: language.gettext(
            "People named in decrees (gross), {first} to {last}; one square a province"
        ).format(**official_span(scope, language)),
        notes=(shades, *whole.notes),
    )


def _islands(islands: pd.DataFrame, record: Record, scope: Scope) -> Chart:
    """A panel of years for each island group, all on one scale."""
    frame = filled(islands, "place_figures").assign(
        label_id=islands["period"], label_en=islands["period"], short=islands["period"]
    )
    for code in LANGUAGES:
        names = {key: in_every_language(name)[code] for key, name in ISLAND_GROUPS.items()}
        frame[f"group_{code}"] = [names[island] for island in frame["island_group"]]
    frame["series"] = unfinished(frame["period"], frame["as_of"])
    peaks = frame.loc[frame.groupby("island_group")["value"].idxmax()]
    late = peaks[~peaks["period"].isin(scope.years[:2])]

    def headline(language: Language) -> str:
        parts = ", ".join(language.of(row, "group") for row in late.to_dict("records"))
        if not parts:
            return language.gettext("On every island group the peak was in the first two years")
        return language.gettext("Only in {islands} was the peak as late as {year}").format(
            islands=parts, year=late["period"].min()
        )

    def alt(language: Language) -> str:
        parts = "; ".join(
            f"{language.of(row, 'group')}: {language.number(row['value'])} ({row['period']})"
            for row in peaks.sort_values("value", ascending=False).to_dict("records")
        )
        return language.gettext(
            "Small columns by year for each island group. Peaks: {listed}."
        ).format(listed=parts)

    return Chart(
        chart_id="island-groups-by-year",
        slugs={"id": "gugus-pulau-per-tahun"},
        story="reach",
        mark="multiples",
        frame=frame,
        columns=(
            Column("group", N_("Island group"), "label"),
            Column("label", N_("Year"), "text"),
            Column("value", N_("Recipients"), "number"),
            *ORIGIN,
        ),
        measure_ids=("recipients_gross",),
        headline=Headline(headline, computed(frame)),
        subtitle=lambda language: language.gettext(
            "People named in decrees (gross) by island group and year, on one scale"
        ),
        alt=alt,
        notes=(unfinished_year(scope),),
        legend=(("partial", N_("year not complete")),),
        events=_splits(record),
    )


def _splits(record: Record) -> tuple[Event, ...]:
    """The year in which the provinces of an island group became more, from the provinces."""
    provinces = record.table("provinces")
    new = provinces[provinces["created_on"].notna()]

    def text(year: str, count: int) -> Text:
        return lambda language: language.gettext("{year}: {count} provinces").format(
            year=year, count=count
        )

    return tuple(
        Event(
            str(created)[:4],
            text(str(created)[:4], int((provinces["island_group"] == island).sum())),
            group=ISLAND_GROUPS[str(island)],
        )
        for island, created in new.groupby("island_group")["created_on"].max().to_dict().items()
    )
