"""The record as seen from one page: claims and sources in words of its language, and links.

Templates contain prose and layout; every number that they print comes through here, with its
source, date and status.
"""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup, escape

from publicrecord.charts.caveats import in_short
from publicrecord.charts.chart import Chart
from publicrecord.context.chart_link import ChartLink
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.files import citation
from publicrecord.files.compressed_size import compressed_size
from publicrecord.indicators.origins import Origin, computed, printed
from publicrecord.indicators.questions import Question
from publicrecord.language import Language
from publicrecord.record.claims import VALUELESS, countable
from publicrecord.record.package import Row, rows

SOURCE_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")


class PageContext:
    """The record in one language, seen from the page at `address` below the root of the site."""

    def __init__(self, content: SiteContext, language: Language, address: str) -> None:
        self.content = content
        self.language = language
        self.record = content.record
        self.codes = content.codes
        self.names = content.names
        self.to_site_root = "../" * address.count("/") or "./"
        below = address.count("/") - language.folder.count("/")
        self.to_language_root = "../" * below or "./"

    # Claims

    def claim(self, claim_id: str) -> Row:
        """A claim of the record; raises KeyError if a template cites one that is not there."""
        return self.content.claim_by_id[claim_id]

    def chosen(self, claim_id: str) -> Row:
        """The claim that the rule shows for the figure of this claim."""
        same = self.content.claims_by_figure[self.claim(claim_id)["figure_id"]]
        return next(row for row in same if row["chosen"])

    def rivals(self, claim: Row, cited: str) -> list[Row]:
        """What else was published of a figure: the claim cited, then one claim a value."""
        same = [
            row
            for row in self.content.claims_by_figure[claim["figure_id"]]
            if row["claim_id"] != claim["claim_id"]
            and row["value"] != ""
            and row["status"] != "unfit"
        ]
        same.sort(key=lambda row: (row["claim_id"] != cited, not row["as_of"], row["as_of"]))
        distinct: dict[float, Row] = {}
        for row in same:
            distinct.setdefault(row["value"], row)
        return [
            row
            for row in distinct.values()
            if row["claim_id"] == cited or row["value"] != claim["value"]
        ]

    def shown(self, table: str) -> list[Row]:
        """The chosen claims of a table that have a value; perturbed ones are left out."""
        return rows(countable(self.content.claims_by_table[table]))

    def quantity(self, claim: Row, prose: bool = False) -> str:
        """Value and unit in words: 5.931.574 orang, 96 persen, Rp13.600.000.000.000; in prose
        Rp13,6 triliun."""
        value = claim["value"]
        if claim["status"] in VALUELESS:
            return self.codes.name("status", claim["status"], self.language)
        number = self.language.short(value) if prose else self.language.number(value)
        before, after = self.codes.around(claim["unit"], self.language)
        return f"{before}{number}{after}"

    def status(self, status: str) -> str:
        """Symbol and name of a status; empty for plainly published values."""
        name = self.codes.name("status", status, self.language)
        symbol = self.codes.symbol(status)
        return "" if status == "published" else f"{symbol} {name}" if symbol else name

    def caveats(self, claim: Row) -> list[str]:
        """Why a claim is to be read with care, a sentence each."""
        return self.content.caveats.sentences([claim], self.language)

    def caveat_in_short(self, claim: Row) -> str:
        """The same as part of a sentence; empty where there is none."""
        return in_short(claim["caveats"], self.language)

    def asked(self, claim: Row) -> str:
        """Who asked whom, how many, and in which words, of a claim from a survey; empty for
        others."""
        if claim["table"] != "survey_figures":
            return ""
        root = self.record.settings.root_language
        survey = next(r for r in self.table("surveys") if r["survey_id"] == claim["survey_id"])
        text = (
            self.language.gettext(
                "The programme's own survey. Asked: {people}. When: {days}. Sample: {sample}. "
                "Question: {wording}."
            )
            if root.of(survey, "organisation") == self.record.settings.management
            else self.language.gettext(
                "Survey by {by}. Asked: {people}. When: {days}. Sample: {sample}. "
                "Question: {wording}."
            )
        )
        return text.format(
            by=self.language.of(survey, "organisation"),
            people=self.language.of(survey, "population"),
            days=self._asked_on(survey),
            sample=self.language.of(survey, "sample")
            or self.language.gettext("not in this record"),
            wording=self.wording(survey),
        )

    def _asked_on(self, survey: Row) -> str:
        """The days on which a survey asked, as far as they are known."""
        known = self.language.of(survey, "fieldwork_note")
        days = [survey[key] for key in ("fieldwork_from", "fieldwork_to") if survey[key]]
        return (
            known
            or " – ".join(map(self.language.date, dict.fromkeys(days)))
            or self.language.gettext("not in this record")
        )

    def wording(self, survey: Row) -> str:
        """The words in which a survey asked, or that no source found has them."""
        words = survey.get(f"wording_{self.language.code}", "")
        return (
            f"“{words}”"
            if words
            else self.language.gettext("wording not published in the sources found")
        )

    # Questions about numbers

    def questions(self, subject: str) -> list[tuple[str, str]]:
        """The questions about a chart or figure, by its id: anchor and heading of each."""
        return [
            (question.question_id, self.question_heading(question))
            for question in self.content.site_map.questions
            if question.is_about(subject)
        ]

    def question_heading(self, question: Question) -> str:
        """The heading of a question with its numbers as people say them, such as 5.9 million."""
        words = {}
        for name, claim_id in question.claims.items():
            claim = self.claim(claim_id)
            words[name] = (
                self.language.compact(claim["value"], digits=2)
                if claim["unit"] != "percent"
                else self.quantity(claim)
            )
            words[f"{name}_period"] = claim.get("period", "")
        return self.language.gettext(question.heading).format(**words)

    # Rows of the record

    def table(self, name: str) -> list[Row]:
        """All rows of a table of the record."""
        return rows(self.record.table(name))

    def statement(self, statement_id: str) -> Row:
        """One statement."""
        return next(row for row in self.table("statements") if row["statement_id"] == statement_id)

    def note(self, row: Row, stem: str = "note") -> Markup:
        """A note with the sources it names by their keys as links, called by publisher and date."""
        text = escape(self.language.of(row, stem))
        return Markup(SOURCE_ID.sub(self._source_link, text))

    def _source_link(self, match: re.Match[str]) -> str:
        word = match.group()
        if word not in self.content.sources:
            return word
        label = escape(self.source_label(word))
        return f'<a href="{self.source_href(word)}">{label}</a>'

    def topics(self) -> list[tuple[str, str]]:
        """The topics of the tables: key and name."""
        return [(topic, self.language.topics[topic]) for topic in self.record.topics]

    # Sources and origins

    def source_label(self, source_id: str) -> str:
        """Publisher and date: KONTAN.CO.ID, 23 September 2021."""
        return citation.source_label(self.content.sources[source_id], self.language)

    def source_labels(self, source_ids: list[str]) -> str:
        """Sources by publisher and date; of many the first, and how many others there are."""
        return citation.listed([self.source_label(key) for key in source_ids], self.language)

    def every_source(self, source_ids: list[str]) -> str:
        """All sources: a few by publisher and date, many by publisher and year."""
        if len(source_ids) <= citation.MOST_NAMED:
            return self.source_labels(source_ids)
        return citation.in_brief(self.content.sources[key] for key in source_ids)

    def calculated(self, derived: Row) -> str:
        """That a derived value was worked out here, and from which sources."""
        return self.language.gettext("Calculated by {project} from {sources}").format(
            project=self.language.site, sources=self.source_labels(list(printed([derived]).sources))
        )

    def origin(self, claim: Row, compared: bool = False) -> Origin:
        """Where the number of one claim comes from; compared: the sentence says how it ranks
        among others, which no source does. A survey is not of the day on which it was printed."""
        origin = computed([claim]) if compared else printed([claim])
        printed_on = self.content.sources[claim["source_id"]]["published_on"]
        of_print = claim["table"] == "survey_figures" and claim["as_of"] == printed_on
        return replace(origin, dates=()) if of_print else origin

    def attribution(self, origin: Origin) -> str:
        """The sources of a sentence in words, and that we computed it if so."""
        judged = origin.with_caveats(self.content.caveats.codes)
        return citation.attribution(judged, self.content.sources, self.language)

    def headline_origin(self, chart: Chart) -> str:
        """Where the numbers of a chart's headline come from, as a line below the chart."""
        return citation.headline_line(self.attribution(chart.headline.origin), self.language)

    def days(self, dates: tuple[str, ...]) -> str:
        """The day of values, or the first and the last."""
        return citation.dated(dates, self.language)

    def days_by_source(self, origin: Origin) -> dict[str, str]:
        """The days of each source where they are named apart, else nothing."""
        apart = origin.sources if citation.are_dated_apart(origin) else {}
        return {source: self.days(dates) for source, dates in apart.items() if dates}

    # Licence, links and files

    @property
    def licence(self) -> str:
        """The licence of the record as sentences name it: CC BY 4.0."""
        return citation.licence_in_words(self.record.licence)

    @property
    def page_links(self) -> dict[str, str]:
        """The relative address of every page of this language, by its template."""
        slugs = {
            page.template: page.slugs[self.language.code] for page in self.content.site_map.pages
        }
        up = "" if self.to_language_root == "./" else self.to_language_root
        return {template: up + (slug and f"{slug}/") or "./" for template, slug in slugs.items()}

    def source_href(self, source_id: str) -> str:
        """The address of a source on the page of sources."""
        return f"{self.to_language_root}{self.language.addresses['sources']}/#{source_id}"

    def place_href(self, code: str) -> str:
        """The address of a place's page, or nothing if it has none."""
        places = self.content.place_index.addresses
        return (
            self.to_language_root + places.path(code, self.language.code) if code in places else ""
        )

    def place_links(self, codes: list[str]) -> Markup:
        """The names of places that have a page as a list in a sentence, each with a link to it."""
        link, place = Markup('<a href="{}">{}</a>'), self.content.place_index.place
        names = ((code, place_name(place[code], self.language)) for code in codes)
        links = [str(link.format(self.place_href(code), name)) for code, name in names]
        return Markup(self.language.listed(links))  # noqa: S704 (each link is escaped)

    def chart_href(self, chart: Chart | ChartLink) -> str:
        """The address of a chart's own page."""
        return self.to_language_root + chart.address(self.language)

    def download(self, chart: Chart, ending: str) -> tuple[str, int]:
        """Address and bytes of one of a chart's files."""
        path = f"downloads/{chart.chart_id}.{ending}"
        file = self.content.files[f"{self.language.code}/{path}"]
        return self.to_language_root + path, file.stat().st_size

    def explorer_href(self, chart: Chart) -> str:
        """The address of a chart in the data explorer."""
        return f"{self.page_links['explore']}?chart={chart.chart_id}"

    def explorer_size(self, chart: Chart) -> str:
        """What the data explorer loads to show a chart, as it travels."""
        figure = self.compressed_size(
            f"{self.language.code}/downloads/{chart.chart_id}.plotly.json"
        )
        return self.kilobytes(self.content.bundle_size + figure)

    def compressed_size(self, path: str) -> int:
        """Bytes of a file as it travels, compressed; path: below the folder of all languages."""
        return compressed_size(self.content.files[path].read_bytes())

    def data_file(self, path: str) -> tuple[str, int]:
        """Address and bytes of a file of the data folder."""
        file = self.content.files[f"{self.record.settings.root_language.code}/data/{path}"]
        return f"{self.to_site_root}data/{path}", file.stat().st_size

    def kilobytes(self, size: int) -> str:
        """A size for a link."""
        return f"{self.language.number(max(1, round(size / 1000)))} kB"
