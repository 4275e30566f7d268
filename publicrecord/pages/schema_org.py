"""schema.org: what a page's data are, for search engines of data sets, inside the page.

https://developers.google.com/search/docs/appearance/structured-data/dataset. The words are in
a data block, which no browser runs; signs that could end it are written as escapes.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from publicrecord.catalogues.dcat import endings
from publicrecord.charts.chart import Chart
from publicrecord.context.addresses import table_address
from publicrecord.context.site_context import SiteContext
from publicrecord.files import citation
from publicrecord.files.table import Table
from publicrecord.json_text import json_text
from publicrecord.pages.page_context import PageContext
from publicrecord.record.periods import described_period, lifetime, table_period

LONGEST = 5_000  # what Google reads of a description
NAMED_SOURCES = 5  # a chart of all provinces has dozens; its table names them
CHART_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
WHOLE = {"zip": "application/zip", "sqlite": "application/vnd.sqlite3"}
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def block(content: dict[str, Any]) -> Markup:
    """The data block of a page."""
    text = json_text(content)
    for sign, escape in ESCAPES.items():
        text = text.replace(sign, escape)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704


def of_chart(page_context: PageContext, chart: Chart) -> dict[str, Any]:
    """The data set of a chart: its files in this language, and the sources it is made from."""
    content, language = page_context.content, page_context.language
    page = citation.chart_urls(chart, language, content.site_url)
    measures = content.record.table("measures").set_index("measure_id").loc[[*chart.measure_ids]]
    named = [row.to_dict() for _measure, row in measures.iterrows()]
    meanings = [language.of(row, "definition") for row in named]
    about = " ".join([f"{chart.subtitle(language)}. {chart.dated(language)}", *meanings])
    claims = [
        content.claim_by_id[claim]
        for claim in sorted(chart.claim_ids)
        if claim in content.claim_by_id
    ]
    return _dataset(page_context, chart.headline(language), about, page.page) | {
        "license": content.record.descriptor["licenses"][0]["path"],
        "creditText": citation.short(
            chart,
            language,
            content.record,
            page_context.attribution(chart.headline.origin),
        ),
        "temporalCoverage": "/".join(described_period(content.record, claims)),
        "variableMeasured": [
            _variable(
                language.of(row, "name"),
                language.of(row, "definition"),
                [content.codes.name("unit", row["unit"], language)],
            )
            for row in named
        ],
        "isBasedOn": [_source(content, source) for source in chart.sources[:NAMED_SOURCES]],
        "image": page.picture,
        "distribution": [
            _download(
                page.csv.removesuffix("csv") + ending, kind, page_context.download(chart, ending)[1]
            )
            for ending, kind in CHART_TYPES.items()
        ],
    }


def of_table(page_context: PageContext, table: Table) -> dict[str, Any]:
    """The data set of a table, for its page."""
    language, words = page_context.language, table.resource
    codes = page_context.content.codes
    fields = [language.described(field, "title") for field in table.fields]
    about = f"{language.described(words, 'description')} {', '.join(fields)}."
    address = language_url(page_context) + table_address(table.name, language)
    return _dataset(page_context, language.described(words, "title"), about, address) | {
        "@id": address,
        "license": words["licenses"][0]["path"],
        "creditText": table.citation(page_context.language),
        "identifier": table.name,
        "temporalCoverage": "/".join(table_period(page_context.record, table.frame)),
        "variableMeasured": [
            _variable(
                title,
                language.described(field, "description"),
                [codes.name("unit", unit, language) for unit in table.units(field)],
            )
            for title, field in zip(fields, table.fields, strict=True)
        ],
        "isPartOf": {
            "@id": data_page(page_context),
            "name": language.described(page_context.record.descriptor, "title"),
        },
        "distribution": [
            _file(page_context, f"{table.stem}.{ending}", kind)
            for ending, kind in endings(table).items()
        ],
    }


def of_record(page_context: PageContext, tables: list[Table]) -> dict[str, Any]:
    """The data set of the whole record and its tables, for the Data page."""
    record = page_context.record
    package = record.descriptor
    address = data_page(page_context)
    title, description = (
        page_context.language.described(package, key) for key in ("title", "description")
    )
    return _dataset(page_context, title, description, address) | {
        "@id": address,
        "license": package["licenses"][0]["path"],
        "creditText": f"{page_context.language.site}, {record.version}, {page_context.licence}",
        "temporalCoverage": "/".join(lifetime(record)),
        "hasPart": [_part(page_context, table) for table in tables],
        "distribution": [
            _file(page_context, f"{record.settings.name}.{ending}", kind)
            for ending, kind in WHOLE.items()
        ],
    }


def language_url(page_context: PageContext) -> str:
    """The whole address of a language's front page."""
    root = page_context.content.site_url_or_preview
    return root + page_context.language.folder


def data_page(page_context: PageContext) -> str:
    """The whole address of the Data page of a language."""
    root = page_context.content.site_url_or_preview
    return root + page_context.content.site_map.page["data"].address(page_context.language)


def _dataset(
    page_context: PageContext, name: str, description: str, address: str
) -> dict[str, Any]:
    """What every data set says of itself."""
    package, code = page_context.record.descriptor, page_context.language.code
    site = {
        "@type": "Organization",
        "name": page_context.language.site,
        "url": language_url(page_context),
    }
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": name,
        "description": description[:LONGEST],
        "url": address,
        "version": page_context.record.version,
        "datePublished": package["created"][:10],
        "dateModified": page_context.content.data_date,
        "inLanguage": code,
        "isAccessibleForFree": True,
        "keywords": package["keywords"],
        "spatialCoverage": page_context.record.settings.country,
        "creator": site,
        "publisher": site,
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": page_context.language.site,
            "url": data_page(page_context),
        },
    }


def _part(page_context: PageContext, table: Table) -> dict[str, str]:
    """A table as a part of the record; its own page says that it is a data set, and more."""
    language = page_context.language
    return {
        "@id": language_url(page_context) + table_address(table.name, language),
        "name": language.described(table.resource, "title"),
    }


def _variable(name: str, meaning: str, units: list[str]) -> dict[str, str]:
    """A measure or column: its name, and its meaning and units where it has them."""
    more = {"description": meaning, "unitText": ", ".join(units)}
    found = {key: text for key, text in more.items() if text}
    return {"@type": "PropertyValue", "name": name} | found


def _file(page_context: PageContext, name: str, kind: str) -> dict[str, str]:
    """A file of the data folder, which all languages share."""
    root = page_context.content.site_url_or_preview
    return _download(f"{root}data/{name}", kind, page_context.data_file(name)[1])


def _source(content: SiteContext, source_id: str) -> dict[str, str]:
    source = content.sources[source_id]
    texts = {"name": source["title"], "url": source["url"]}
    return {"@type": "CreativeWork"} | {key: text for key, text in texts.items() if text}


def _download(address: str, kind: str, size: int) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "contentUrl": address,
        "encodingFormat": kind,
        "contentSize": f"{size} B",
    }
