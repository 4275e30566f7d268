"""What every file of a chart says of it: headline, definitions, sources, citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publicrecord.charts.chart import Chart
from publicrecord.files import citation
from publicrecord.language import Language
from publicrecord.record.codes import Codes
from publicrecord.record.package import Record, Row


@dataclass(frozen=True)
class ChartFacts:
    """What every file says of a chart in one language.

    basis, definitions: of its measures. sources: publisher, date and address of each. attributed:
    where the numbers of the headline come from. licence: such as CC-BY-4.0. terms: where its text
    is on the web. citation: one line. caveats: which values are to be read with care. status: the
    meaning of each status in the frame.
    """

    headline: str
    subtitle: str
    unit: str
    basis: list[str]
    definitions: list[str]
    sources: list[str]
    as_of: str
    attributed: str
    licence: str
    terms: str
    citation: str
    notes: list[str]
    caveats: list[str]
    status: list[str]


def chart_facts(
    record: Record, sources: Mapping[str, Row], chart: Chart, language: Language
) -> ChartFacts:
    """Gather what the files of a chart say of it. sources: by their key."""
    measures = record.table("measures").set_index("measure_id")
    codes = Codes(record)
    listed = [sources[source_id] for source_id in chart.sources]
    used = dict.fromkeys(chart.frame["status"])
    attributed = citation.attribution(chart.origin, sources, language)
    return ChartFacts(
        headline=chart.headline(language),
        subtitle=chart.subtitle(language),
        unit=codes.name("unit", str(measures.loc[chart.measure_ids[0], "unit"]), language),
        basis=[*dict.fromkeys(measures.loc[[*chart.measure_ids], "basis"])],
        definitions=[
            f"{language.of(measures.loc[m], 'name')}: {language.of(measures.loc[m], 'definition')}"
            for m in chart.measure_ids
        ],
        sources=[
            ", ".join(
                part
                for part in (
                    source["publisher"],
                    source["published_on"] and language.date(source["published_on"]),
                    source["url"],
                )
                if part
            )
            for source in listed
        ],
        as_of=chart.as_of,
        attributed=attributed,
        licence=record.licence,
        terms=record.terms,
        citation=citation.short(chart, language, record, attributed),
        notes=[note(language) for note in chart.notes],
        caveats=[caveat(language) for caveat in chart.caveats],
        status=[
            f"{codes.symbol(status)} {codes.name('status', status, language)}: "
            f"{codes.definition('status', status, language)}".strip()
            for status in used
            if codes.symbol(status)
        ],
    )
