"""What the templates may say: claims, sources, charts and tables in one language.

Templates hold prose and layout; every number they print comes through here, so that it
carries its source, date and status.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from prakerja.indicators import programme, reach, surveys, waves
from publicrecord.charts.caveat import caveat
from publicrecord.charts.chart import Chart, Column, cell, plain_number
from publicrecord.context.addresses import SOURCES
from publicrecord.context.site_context import SiteContext
from publicrecord.files import citation
from publicrecord.files.frame_height import frame_heights
from publicrecord.indicators import conflicts
from publicrecord.indicators.origins import Origin, computed, printed
from publicrecord.language import N_, SITE_LANGUAGES, Language
from publicrecord.record.arithmetic import table_of, terms
from publicrecord.record.claims import KIND_ORDER, VALUELESS, chosen
from publicrecord.record.package import Row, rows
from publicrecord.record.sums import sum_checks

FORMATS = (("CSV", "csv"), ("JSON", "json"), ("JSON Lines", "jsonl"), ("Parquet", "parquet"))
TOPIC_NAMES = {
    "programme": N_("The programme as a whole"),
    "waves": N_("Waves"),
    "regions": N_("Provinces, regencies and cities"),
    "surveys": N_("Surveys and outcomes"),
    "obstacles": N_("Obstacles and what was said"),
    "record": N_("Sources, definitions and checks"),
}
SIGNS = {"+": "+", "-": "−", "*": "×"}


class PageContext:
    """One language's view of the record, seen from one page."""

    def __init__(self, content: SiteContext, language: Language, address: str) -> None:
        self.content = content
        self.language = language
        self.record = content.record
        self.codes = content.codes
        self.names = content.names
        self.site_root = "../" * address.count("/") or "./"
        below = address.count("/") - language.folder.count("/")
        self.home = "../" * below or "./"
        self._claims = content.by_id
        self._sources = content.sources

    # Claims

    def claim(self, claim_id: str) -> Row:
        """A claim of the record; raises KeyError if a template cites one that is not there."""
        return rows(self._claims.loc[[claim_id]])[0]

    def chosen(self, claim_id: str) -> Row:
        """The claim that the rule shows for the figure of this claim."""
        figure = self._claims.loc[claim_id, "figure_id"]
        same = self._claims[self._claims["figure_id"] == figure]
        return rows(same[same["chosen"]])[0]

    def rivals(self, claim: Row, cited: str) -> list[Row]:
        """What else was published of a figure: the claim cited, then one claim a value."""
        same = self._claims[
            (self._claims["figure_id"] == claim["figure_id"])
            & (self._claims["claim_id"] != claim["claim_id"])
            & self._claims["value"].notna()
            & self._claims["status"].ne("unfit")
        ]
        first = same["claim_id"].eq(cited)
        order = same.assign(first=first).sort_values(["first", "as_of"], ascending=[False, True])
        distinct = order.drop_duplicates("value")
        return rows(distinct[distinct["first"] | (distinct["value"] != claim["value"])])

    def quantity(self, claim: Row) -> str:
        """Value and unit in words: 5.931.574 orang, 96 persen, Rp13.600.000.000.000."""
        value = claim["value"]
        if claim["status"] in VALUELESS:
            return self.codes.name("status", claim["status"], self.language)
        number = self.language.number(value)
        if claim["unit"] == "rupiah":
            return f"Rp{number}"
        return f"{number} {self.codes.name('unit', claim['unit'], self.language)}"

    def caveat(self, claim: Row) -> str:
        """What to bear in mind of a claim whose source also gives a value that is unfit."""
        found = conflicts.rejected(self.content.claims).get(claim["source_id"])
        return caveat([claim], found, self.names, self.language) if found else ""

    def asked(self, claim: Row) -> str:
        """Who asked whom, and how many, of a claim from a survey; empty for others."""
        if claim["table"] != "survey_figures":
            return ""
        survey = next(r for r in self.table("surveys") if r["survey_id"] == claim["survey_id"])
        text = (
            self.language.gettext("The programme's own survey. Asked: {people}. Sample: {sample}.")
            if survey["organisation_id"] == surveys.MANAGEMENT
            else self.language.gettext("Survey by {by}. Asked: {people}. Sample: {sample}.")
        )
        return text.format(
            by=self.language.of(survey, "organisation"),
            people=self.language.of(survey, "population"),
            sample=self.language.of(survey, "sample")
            or self.language.gettext("not in this record"),
        )

    def net_totals(self) -> tuple[Row | None, Row | None]:
        """The last exact net total that was published, and the later one that we added up."""
        published = programme.last_net(self.content.claims, derived=False)
        added = programme.last_net(self.content.claims, derived=True)
        if published is not None and added is not None and not added["as_of"] > published["as_of"]:
            added = None
        return (
            None if published is None else dict(published),
            None if added is None else dict(added),
        )

    def districts_counted(self) -> list[str]:
        """The districts (kecamatan) of which the record has a count."""
        claims = chosen(self.content.claims)
        places = claims[(claims["table"] == "place_figures") & (claims["code"].str.len() == 8)]
        return list(dict.fromkeys(places["place_as_printed"]))

    def note(self, row: Row, stem: str = "note") -> Markup:
        """A note with the sources it names as links."""
        text = escape(self.language.of(row, stem))
        return Markup(re.sub(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+", self._source_link, text))

    def _source_link(self, match: re.Match[str]) -> str:
        word = match.group()
        if word not in self._sources:
            return word
        return f'<a href="{self.source_href(word)}">{word}</a>'

    # Sources

    def source_href(self, source_id: str) -> str:
        """The address of a source on the Sources page."""
        return f"{self.home}{SOURCES[self.language.code]}/#{source_id}"

    def place_href(self, code: str) -> str:
        """The address of a place's page, or nothing if it has none."""
        places = self.content.place_index.addresses
        return self.home + places.path(code, self.language.code) if code in places else ""

    def source_label(self, source_id: str) -> str:
        """Publisher and date: KONTAN.CO.ID, 23 September 2021."""
        return citation.source_label(self._sources[source_id], self.language)

    def source_labels(self, source_ids: list[str]) -> str:
        """Sources by publisher and date; of many the first, and how many others there are."""
        return citation.listed([self.source_label(key) for key in source_ids], self.language)

    def origin(self, claim: Row, compared: bool = False) -> Origin:
        """Where the number of one claim comes from; compared: the sentence says how it ranks
        among others, which no source does."""
        return computed([claim]) if compared else printed([claim])

    def headline_origin(self, chart: Chart) -> str:
        """Where the numbers of a chart's headline come from, as a line below the chart."""
        return citation.headline_line(self.attribution(chart.headline.origin), self.language)

    def days(self, origin: Origin) -> str:
        """The day of the values of an origin, or the first and the last."""
        return citation.dated(origin.dates, self.language)

    def attribution(self, origin: Origin) -> str:
        """The sources of a sentence in words, and that we computed it if so."""
        return citation.attribution(origin, self._sources, self.language)

    def sources_by_kind(self) -> list[tuple[str, list[Row]]]:
        """Kinds with their sources by date, and how many claims each gave."""
        counts = self.content.claims["source_id"].value_counts()
        grouped = []
        for kind in KIND_ORDER:
            entries = [
                {**row, "figures": int(counts.get(row["source_id"], 0))}
                for row in self._sources.values()
                if row["kind"] == kind
            ]
            grouped.append((kind, sorted(entries, key=lambda row: row["published_on"] or "~")))
        return grouped

    # Tables

    def cells(self, chart: Chart) -> list[list[tuple[str, str, str, str]]]:
        """The rows of a chart's table: kind, text, link and sort key of each cell."""
        return [
            [(*self._cell(row, column), _sort_key(row, column)) for column in chart.page_columns]
            for row in chart.rows
        ]

    def _cell(self, row: Row, column: Column) -> tuple[str, str, str]:
        value = cell(row, column.key, self.language)
        empty = value == ""
        if column.kind == "place":
            code = row["code"] if "code" in row else row["province_code"]
            return "label", str(value), self.place_href(code)
        if column.kind == "status":
            return column.kind, self.status(str(value)), ""
        if column.kind == "source":
            return column.kind, self.source_label(str(value)), self.source_href(str(value))
        if empty:
            if column.key == "value":
                return column.kind, self.codes.symbol(str(row["status"])), ""
            return column.kind, "", ""
        if column.kind in ("number", "percent"):
            return column.kind, self.language.number(float(value)), ""
        if column.kind == "date":
            return column.kind, self.language.date(str(value)), ""
        return column.kind, str(value), ""

    def status(self, status: str) -> str:
        """Symbol and name of a status; plainly published values carry none."""
        name = self.codes.name("status", status, self.language)
        symbol = self.codes.symbol(status)
        return "" if status == "published" else f"{symbol} {name}" if symbol else name

    def download(self, chart: Chart, ending: str) -> tuple[str, int]:
        """Address and bytes of one of a chart's files."""
        path = f"downloads/{chart.chart_id}.{ending}"
        return self.home + path, (self.content.docs / self.language.code / path).stat().st_size

    def explore(self, chart: Chart) -> dict[str, str]:
        """What the script needs to load the interactive figure, and what it will cost."""
        address, size = self.download(chart, "plotly.json")
        return {
            "figure": address,
            "bundle": f"{self.site_root}assets/plotly-basic.min.js",
            "size": self.kilobytes(self.content.bundle_size + size),
        }

    def chart_href(self, chart: Chart) -> str:
        """The address of a chart's own page."""
        return self.home + chart.address(self.language.code)

    def story(self, chart: Chart) -> str:
        """The title of the page that tells a chart's story."""
        return self.content.stories[chart.story](self.language)

    def citations(self, chart: Chart) -> list[tuple[str, str]]:
        """All ways to cite a chart."""
        attributed = self.attribution(chart.headline.origin)
        return citation.citations(
            chart, self.language, self.record.version, attributed, self._addresses(chart)
        )

    def snippets(self, chart: Chart) -> list[tuple[str, str]]:
        """A line each to embed a chart and to read its data."""
        page = self.content.docs / self.language.code / "embed" / chart.chart_id / "index.html"
        heights = frame_heights(page.read_text(encoding="utf-8"))
        return citation.snippets(chart, self.language, self._addresses(chart), heights)

    def _addresses(self, chart: Chart) -> citation.Address:
        return citation.addresses(chart, self.language, self.content.site_root)

    def kilobytes(self, size: int) -> str:
        """A size for a link."""
        return f"{self.language.number(max(1, round(size / 1000)))} kB"

    # The record, for whole pages

    def table(self, name: str) -> list[Row]:
        """All rows of a table of the record."""
        return rows(self.record.table(name))

    def statements(self, topic: str) -> list[Row]:
        """The statements on a topic."""
        return [row for row in self.table("statements") if row["topic"] == topic]

    def statement(self, statement_id: str) -> Row:
        """One statement."""
        return next(row for row in self.table("statements") if row["statement_id"] == statement_id)

    def calendar(self) -> list[Row]:
        """When each wave opened, closed and was announced."""
        return rows(waves.wave_calendar(self.record, self.content.dates))

    def survey_results(self) -> list[Row]:
        """All survey figures that are shown."""
        return rows(surveys.survey_results(self.record, self.content.claims))

    def shown(self, table: str) -> list[Row]:
        """The claims of a table that are shown."""
        claims = chosen(self.content.claims)
        return rows(claims[claims["table"] == table])

    def press_places(self) -> list[Row]:
        """Claims on places from others than the official file."""
        claims = self.content.claims
        return rows(
            claims[(claims["table"] == "place_figures") & (claims["source_id"] != "gh-kab")]
        )

    def derived(self) -> list[Row]:
        """Claims that we worked out, with their arithmetic."""
        claims = self.content.claims
        return rows(claims[claims["arithmetic"].notna()])

    def arithmetic(self, claim: Row) -> Markup:
        """The arithmetic of a derived claim, numbers written out and sources linked."""
        table = table_of(claim["arithmetic"])
        if table:
            resource = self.record.resource(table)
            title = self.language.described(resource, "title")
            return escape(self.language.gettext("sum of the rows in {table}").format(table=title))
        parts = [
            Markup('{sign} {number} (<a href="{href}">{source}</a>)').format(
                sign="" if i == 0 else SIGNS[sign],
                number=self.language.number(number),
                href=self.source_href(source),
                source=source,
            )
            for i, (sign, number, source) in enumerate(terms(claim["arithmetic"]))
        ]
        return Markup(" ").join(parts)

    def unfit(self) -> list[Row]:
        """Claims that are kept and never shown."""
        claims = self.content.claims
        return rows(claims[claims["status"] == "unfit"])

    def fewest(self) -> Row:
        """The regency or city with fewest recipients."""
        return dict(reach.fewest_recipients(self.record, self.content.claims))

    def misplaced(self) -> list[Row]:
        """Regencies that the official file prints under another province."""
        return rows(reach.misplaced_regencies(self.record))

    def conflicts(self, rounding: bool) -> list[list[Row]]:
        """Figures with several values: their claims, the shown one first."""
        found = conflicts.conflicts(self.content.claims)
        found = found[found["rounding"] == rounding].drop_duplicates(["figure_id", "value"])
        return [rows(group) for _figure, group in found.groupby("figure_id", sort=False)]

    def comparisons(self) -> list[Row]:
        """The curated contradictions, each with the claims compared."""
        return [
            {**row, "claims": rows(claims)}
            for row, claims in conflicts.comparisons(self.record, self.content.claims)
        ]

    def sum_checks(self) -> list[Row]:
        """The sum checks with what was found."""
        return rows(sum_checks(self.record, self.content.claims))

    def resources(self, topic: str) -> list[Row]:
        """The tables of a topic, each with its rows and its files: format, path, bytes."""
        return [
            {
                **resource,
                "rows": len(self.record.table(resource["name"])),
                "files": [
                    (name, *self.data_file(resource["path"].removesuffix("csv") + ending))
                    for name, ending in (*FORMATS, ("XLSX", f"{self.language.code}.xlsx"))
                ],
            }
            for resource in self.record.descriptor["resources"]
            if resource["topic"] == topic
        ]

    def topics(self) -> list[tuple[str, str]]:
        """The topics of the tables: key and name."""
        return [(topic, self.language.gettext(name)) for topic, name in TOPIC_NAMES.items()]

    def data_file(self, path: str) -> tuple[str, int]:
        """Address and bytes of a file of the data folder."""
        file = self.content.docs / SITE_LANGUAGES[0] / "data" / path
        return f"{self.site_root}data/{path}", file.stat().st_size


def _sort_key(row: Row, column: Column) -> str:
    """What a cell is sorted by, where that is not its text."""
    value = row.get(column.key, "")
    if column.kind in ("number", "percent") and value != "":
        return plain_number(float(value))
    return str(value) if column.kind == "date" else ""
