"""Who gets more and who gets less: the far ends, the Lorenz curve, Java and the rest, change."""

from __future__ import annotations

import pandas as pd

from prakerja.charts.island_groups import ISLAND_GROUPS, JAVA
from prakerja.charts.official import official_span, unfinished_year
from prakerja.charts.places import labelled
from prakerja.charts.reach import most_and_fewest
from prakerja.indicators.concentration import gini, lorenz, top_share
from prakerja.indicators.places import province_totals, regency_totals, years
from prakerja.indicators.waves import years_of_change
from prakerja.settings import LANGUAGES, in_every_language
from publicrecord.charts.chart import (
    ORIGIN,
    Chart,
    Column,
    Headline,
    ends_in_words,
    filled,
    listed,
)
from publicrecord.charts.drawing import nice_end
from publicrecord.indicators.origins import computed, with_bases
from publicrecord.indicators.scope import Scope
from publicrecord.language import N_, Language, Message
from publicrecord.record.package import Record

ENDS = 10
PARTS = {True: "shade-4", False: "shade-2"}


def charts(record: Record, claims: pd.DataFrame, scope: Scope) -> list[Chart]:
    """The charts of concentration, of the far ends and of change."""
    regencies = filled(regency_totals(record, claims), "place_figures")
    provinces = province_totals(record, claims)
    by_year = years(record, claims)
    return [
        _ends(regencies, record, scope),
        _curve(provinces, regencies, scope),
        _java(by_year, provinces, record, scope),
        _change(by_year, provinces, record, scope),
    ]


def _ends(regencies: pd.DataFrame, record: Record, scope: Scope) -> Chart:
    """The regencies with most and fewest recipients."""
    frame = labelled(most_and_fewest(regencies, ENDS), record)
    top, few = frame.iloc[0], frame.iloc[-1]
    share = round(top_share(regencies, ENDS), 1)

    def headline(language: Language) -> str:
        return language.gettext(
            "Ten of {count} regencies and cities have {share} percent of all recipients; {last} "
            "has fewest, {value}"
        ).format(
            count=language.number(len(regencies)),
            share=language.number(share),
            last=few["name"],
            value=language.number(few["value"]),
        )

    def alt(language: Language) -> str:
        return language.gettext(
            "Bar chart of the {count} regencies and cities with most and the {count} with fewest "
            "recipients, from {first}, {first_value}, to {last}, {last_value}."
        ).format(count=ENDS, **ends_in_words(top, few, language))

    return Chart(
        chart_id="regencies-most-and-fewest",
        slugs={"id": "kabupaten-kota-terbanyak-dan-paling-sedikit"},
        story="comparison",
        mark="bars",
        frame=frame,
        columns=(
            Column("label", N_("Regency or city"), "place"),
            Column("province", N_("Province"), "text"),
            Column("group", N_("Most or fewest"), "text"),
            Column("value", N_("Recipients"), "number"),
            Column("per_1000", N_("Per 1,000 residents"), "number"),
            *ORIGIN,
        ),
        measure_ids=("recipients_gross",),
        headline=Headline(headline, computed(regencies, frame.iloc[[-1]])),
        subtitle=lambda language: language.gettext(
            "The ten regencies and cities with most and the ten with fewest people named in "
            "decrees (gross), {first} to {last}"
        ).format(**official_span(scope, language)),
        alt=alt,
    )


def _curve(provinces: pd.DataFrame, regencies: pd.DataFrame, scope: Scope) -> Chart:
    """The Lorenz curve of the provinces."""
    curve = lorenz(provinces)
    frame = curve.assign(
        label_id=curve["name"],
        label_en=curve["name_en"],
        along=curve["share_residents"].round(2),
        recipients=curve["value"],
        value=curve["share_recipients"].round(2),
        per_1000=curve["per_1000"].round(1),
    )
    below = frame[frame["along"] <= 50].iloc[-1]
    of_provinces, of_regencies = round(gini(provinces), 2), round(gini(regencies), 2)

    def headline(language: Language) -> str:
        return language.gettext(
            "Provinces with the lowest rates: {residents} percent of the residents, {recipients} "
            "percent of the recipients"
        ).format(
            residents=language.number(round(below["along"], 1)),
            recipients=language.number(round(below["value"], 1)),
        )

    def alt(language: Language) -> str:
        return language.gettext(
            "Lorenz curve of {count} provinces, below the line of even spread. Gini coefficient "
            "{provinces} over provinces, {regencies} over regencies and cities."
        ).format(
            count=len(frame),
            provinces=language.number(of_provinces),
            regencies=language.number(of_regencies),
        )

    def note(language: Language) -> str:
        return language.gettext(
            "The provinces stand from the lowest to the highest rate; the dashed line is an even "
            "spread. Gini coefficient: {of_provinces} over the {provinces} provinces, "
            "{of_regencies} over the {regencies} regencies and cities (0: even, 1: all in one "
            "place). Residents are of the end of {year}. An even spread need not be a fair one."
        ).format(
            of_provinces=language.number(of_provinces),
            provinces=scope.provinces,
            of_regencies=language.number(of_regencies),
            regencies=language.number(scope.regencies),
            year=frame["base_as_of"].max()[:4],
        )

    return Chart(
        chart_id="concentration",
        slugs={"id": "pemerataan"},
        story="comparison",
        mark="curve",
        frame=frame,
        columns=(
            Column("label", N_("Province"), "place"),
            Column("per_1000", N_("Per 1,000 residents"), "number"),
            Column("residents", N_("Residents"), "number"),
            Column("recipients", N_("Recipients (gross)"), "number"),
            Column("along", N_("Residents so far (%)"), "percent"),
            Column("value", N_("Recipients so far (%)"), "percent"),
            *ORIGIN,
            Column("base_source_id", N_("Source of people"), "source"),
        ),
        brief=("label", "per_1000", "along", "value"),
        measure_ids=("recipients_gross", "population_total"),
        headline=Headline(headline, computed(with_bases(frame))),
        subtitle=lambda language: language.gettext(
            "Share of all recipients (gross), against the share of all residents, by province"
        ),
        alt=alt,
        notes=(note,),
        maximum=100,
    )


def _java(by_year: pd.DataFrame, provinces: pd.DataFrame, record: Record, scope: Scope) -> Chart:
    """Java against the rest of the country, year by year, beside its share of the residents."""
    islands = record.table("provinces").set_index("province_code")["island_group"]
    java = set(islands.index[islands == JAVA])
    rows = by_year[by_year["code"].isin(islands.index)]
    residents = provinces.assign(period="residents", value=provinces["residents"]).assign(
        source_id=provinces["base_source_id"],
        as_of=provinces["base_as_of"],
        claim_ids=provinces["base_claim_id"],
    )
    columns = ["code", "period", "value", "source_id", "as_of", "claim_ids"]
    both = pd.concat([rows[columns], residents[columns]])
    both = both.assign(java=both["code"].isin(java))
    sums = both.groupby(["period", "java"], as_index=False).agg(
        people=("value", "sum"),
        source_id=("source_id", "first"),
        as_of=("as_of", "max"),
        claim_ids=("claim_ids", " ".join),
    )
    share = sums["people"] / sums.groupby("period")["people"].transform("sum") * 100
    sums = sums.assign(
        value=share.round(1), status="derived", series=sums["java"].map(PARTS)
    ).sort_values(["period", "java"], ascending=[True, False], ignore_index=True)
    names = {
        True: in_every_language(ISLAND_GROUPS[JAVA]),
        False: in_every_language(N_("Other islands")),
    }
    whole = in_every_language(N_("All residents, end of {year}"))
    counted_in = provinces["base_as_of"].max()[:4]
    for code in LANGUAGES:
        sums[f"part_{code}"] = [names[is_java][code] for is_java in sums["java"]]
        sums[f"label_{code}"] = [
            whole[code].format(year=counted_in) if period == "residents" else period
            for period in sums["period"]
        ]
    on_java = sums[sums["java"]].set_index("period")["value"]
    first, people = on_java.index[0], on_java["residents"]

    def headline(language: Language) -> str:
        return language.gettext(
            "Java: {first} percent of the recipients of {year}, {people} percent of the residents"
        ).format(first=language.number(on_java[first]), year=first, people=language.number(people))

    def alt(language: Language) -> str:
        return language.gettext("Stacked bar chart, Java's part in percent. {listed}.").format(
            listed=listed(sums[sums["java"]], language)
        )

    return Chart(
        chart_id="java-and-the-rest",
        slugs={"id": "jawa-dan-pulau-lain"},
        story="comparison",
        mark="stacked",
        frame=sums,
        columns=(
            Column("label", N_("Year"), "label"),
            Column("part", N_("Where"), "text"),
            Column("value", N_("Percent"), "percent"),
            Column("people", N_("People"), "number"),
            *ORIGIN,
        ),
        measure_ids=("recipients_gross", "population_total"),
        headline=Headline(headline, computed(sums[sums["period"].isin([first, "residents"])])),
        subtitle=lambda language: language.gettext(
            "People named in decrees (gross) on Java and elsewhere by year, and the residents, "
            "percent"
        ),
        alt=alt,
        notes=(unfinished_year(scope),),
        legend=(("shade-4", ISLAND_GROUPS[JAVA]), ("shade-2", N_("Other islands"))),
    )


def _change(by_year: pd.DataFrame, provinces: pd.DataFrame, record: Record, scope: Scope) -> Chart:
    """How recipients changed in each province when the scheme changed."""
    before, after = years_of_change(record)
    wide = by_year.pivot(index="code", columns="period", values="value")
    made_of = by_year.groupby("code")["claim_ids"].agg(" ".join)
    named = provinces[["code", "name", "name_en", "status", "source_id", "as_of"]]
    named = named.assign(claim_ids=named["code"].map(made_of))
    frame = named.merge(wide, left_on="code", right_index=True, validate="one_to_one")
    frame = frame.assign(
        label_id=frame["name"],
        label_en=frame["name_en"],
        start=frame[before],
        value=frame[after],
        change=((frame[after] / frame[before] - 1) * 100).round(1),
        **{f"year_{year}": frame[year] for year in wide.columns},
    ).sort_values("start", ascending=False, ignore_index=True)
    fell = int((frame["change"] < 0).sum())
    whole = round((frame["value"].sum() / frame["start"].sum() - 1) * 100, 1)

    def headline(language: Language) -> str:
        text = (
            language.gettext(
                "From {first} to {last} recipients fell by {change} percent; they fell in {fell} "
                "of {count} provinces"
            )
            if whole < 0
            else language.gettext(
                "From {first} to {last} recipients rose by {change} percent; they fell in {fell} "
                "of {count} provinces"
            )
        )
        change = language.number(abs(whole))
        return text.format(first=before, last=after, change=change, fell=fell, count=len(frame))

    def alt(language: Language) -> str:
        top = frame.iloc[0]
        return language.gettext(
            "Range chart of {count} provinces. {province}: from {start} to {value}."
        ).format(
            count=len(frame),
            province=language.of(top, "label"),
            start=language.number(top["start"]),
            value=language.number(top["value"]),
        )

    return Chart(
        chart_id="provinces-from-year-to-year",
        slugs={"id": "provinsi-dari-tahun-ke-tahun"},
        story="comparison",
        mark="range",
        frame=frame,
        columns=(
            Column("label", N_("Province"), "place"),
            *(
                Column(f"year_{year}", Message(year), "number")
                for year in wide.columns
                if year not in (before, after)
            ),
            Column("start", Message(before), "number"),
            Column("value", Message(after), "number"),
            Column(
                "change",
                N_("Change from {first} to {last} (%)"),
                "percent",
                {"first": before, "last": after},
            ),
            *ORIGIN,
        ),
        brief=("label", *(f"year_{year}" for year in wide.columns), "start", "value", "change"),
        measure_ids=("recipients_gross",),
        headline=Headline(headline, computed(frame)),
        subtitle=lambda language: language.gettext(
            "People named in decrees (gross) by province, in the last year as social assistance "
            "({year}) and the year after"
        ).format(year=before),
        alt=alt,
        notes=(
            lambda language: language.gettext(
                "The hollow mark is {first}, the full one {last}. The table has all years; "
                "{partial} is partial."
            ).format(first=before, last=after, partial=scope.unfinished_year),
        ),
        maximum=nice_end(float(frame["start"].max())),
    )
