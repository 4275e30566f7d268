"""The texts that the search looks through: pages by section, charts, tables, sources and figures.

Of each text the index has what is needed to show and rank it, and which words it has beside those
of its name and address; the words are in it as they are written, and the search reduces them to
their roots (assets/ranking.js). It is read from the Markdown of the pages, so that whatever a page
says in a section, row or list item with an anchor is found there.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterator
from dataclasses import asdict, astuple
from html import unescape
from pathlib import Path
from unicodedata import normalize

from publicrecord.cache import cached, input_key
from publicrecord.context.addresses import source_address, table_address
from publicrecord.context.site_context import SiteContext
from publicrecord.json_text import json_text
from publicrecord.language import Language
from publicrecord.outputs import new_file
from publicrecord.pages.search_figures import figures
from publicrecord.pages.search_index import Found, text_index
from publicrecord.site_map import Page

FILE = "texts.json"
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
UNREAD = re.compile(
    r'<(svg|script|style|button)\b.*?</\1>|<figure class="pr-chart.*?</figure>|'
    r'<a class="pr-source".*?</a>',
    re.DOTALL,
)
ROW = r'<(?P<tag>tr|li|dt|section)\b[^>]*? id="(?P<anchor>[^"]+)"[^>]*>'
PART = re.compile(rf"^(?P<level>#{{1,3}}) (?P<heading>.+)$|{ROW}", re.MULTILINE)
ATTRIBUTES = re.compile(r"\s*\{:?\s*(?:#(?P<anchor>[\w-]+))?[^}]*\}\s*$")
ENDS = {"dt": "dd"}  # a term ends with its explanation
NAMED = re.compile(r"<(th|h3|cite|dfn)\b[^>]*>(.*?)</\1>", re.DOTALL)
SENTENCE = re.compile(r"<p>(.*?)</p>", re.DOTALL)
HEADINGS = re.compile(r'<(?:th scope="row"|h4)[^>]*>(.*?)</(?:th|h4)>', re.DOTALL)
CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
DIGITS = re.compile(r"\d+")
VALUE = re.compile(r"<data\b[^>]*>(.*?)</data>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
LONGEST_NAME = 110
MOST_HEADINGS = 60  # words of the headings of tables that tell what a section is about
LISTS = ("explore", "search")  # templates of pages whose parts only repeat the names of others
TOPIC = "topic-"  # begins the anchors of lists of tables, which are found by themselves


def write_texts(content: SiteContext, docs: Path, folder: Path) -> None:
    """Write texts.json of each language to its part of `folder`, from the Markdown in `docs`."""
    languages = content.record.settings.languages
    found = {lang.code: [*_texts(content, lang, docs / lang.code)] for lang in languages}
    for lang in languages:
        names: dict[str, list[str]] = {}
        for other in languages:
            if other is not lang:
                for text in found[other.code]:
                    if text.kind != "figure":
                        names.setdefault(text.key, []).append(text.name)
        search = content.record.settings.search
        index = text_index(found[lang.code], names, {*search.ignored})
        index["words"] = asdict(search)
        line = json_text(index)
        new_file(folder / lang.code / FILE).write_text(line + "\n", encoding="utf-8")


def _texts(content: SiteContext, language: Language, docs: Path) -> Iterator[Found]:
    """All texts of one language; docs: its Markdown."""
    for page in content.site_map.pages:
        markdown = (docs / page.file(language.code)).read_text(encoding="utf-8")
        about = page.description(language, content.scope)
        for text in _of_page(page, language, markdown, about):
            part = text.address.partition("#")[2]
            repeated = part in content.sources or part.startswith(TOPIC)
            if not part or (page.template not in LISTS and not repeated):
                yield text
    for chart in content.charts.values():
        address = chart.address(language)
        measures = [content.names.measure(key, language) for key in chart.measure_ids]
        # Places are found by themselves.
        labels = [] if "code" in chart.frame else [language.of(row, "label") for row in chart.rows]
        yield Found(
            f"chart {chart.chart_id}",
            chart.headline(language),
            address,
            "chart",
            f"{chart.headline(language)} {chart.subtitle(language)}",
            " ".join([chart.alt(language), *measures, *labels]),
            value=chart.subtitle(language),
        )
    for resource in content.record.descriptor["resources"]:
        name = resource["name"]
        about, body = (
            language.described(resource, "title"),
            language.described(resource, "description"),
        )
        yield Found(f"table {name}", about, table_address(name, language), "table", name, body)
    for key, row in content.sources.items():
        address, note = source_address(key, language), language.of(row, "note")
        publisher = row["publisher"]
        yield Found(f"source {key}", row["title"], address, "source", publisher, note)
    yield from figures(content, language, docs)


def _of_page(page: Page, language: Language, markdown: str, about: str) -> list[Found]:
    """What `page_texts` gives, from an earlier build if the page did not change."""
    made_from = (page.template, page.title(language), page.slugs[language.code], about, markdown)

    def make() -> bytes:
        found = page_texts(page, language, markdown, about)
        return marshal.dumps([astuple(text) for text in found])

    kept = cached(input_key(("search", *made_from)), make)
    return [Found(*text) for text in marshal.loads(kept)]  # noqa: S302 (what this wrote itself)


def page_texts(page: Page, language: Language, markdown: str, about: str) -> Iterator[Found]:
    """A page and each section, row and list item of it that has an anchor; about: its description.
    What is in a row belongs to the row, what follows it to the section."""
    slug = page.slugs[language.code]
    address, top = f"{slug}/" if slug else "", f"page {page.template}"
    used = set[str]()
    section = Part(top, page.title(language), address, "page")
    section.about = about
    parts = [section]
    text = UNREAD.sub(" ", FRONT.sub("", markdown))
    marks = [*PART.finditer(text)]
    section.body.append(text[: marks[0].start()] if marks else text)
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        rest = text[mark.end() : following.start() if following else len(text)]
        if mark["level"]:
            if mark["level"] != "#":
                section = _section(mark, used, address, top)
                parts.append(section)
            section.body.append(rest)
        else:
            inside, after = _within(mark, rest)
            parts.append(_row(mark, inside, address, top))
            section.body.append(after)
    for part in parts:
        within = top if part.key != top else ""
        markup = " ".join(part.body)
        about, body = part.about, _words(markup)
        if part.kind == "section":
            headings = CAPTION.findall(markup) + HEADINGS.findall(markup)
            words = DIGITS.sub("", " ".join(map(_words, headings))).split()
            about = " ".join([*dict.fromkeys(words)][:MOST_HEADINGS])
        yield Found(
            part.key,
            part.name,
            part.address,
            part.kind,
            about,
            body,
            within,
            part.value,
        )


class Part:
    """A part of a page while the page is read; its fields are as of Found."""

    def __init__(self, key: str, name: str, address: str, kind: str) -> None:
        self.key, self.name, self.address, self.kind = key, name, address, kind
        self.about = self.value = ""
        self.body: list[str] = []


def _section(mark: re.Match[str], used: set[str], address: str, top: str) -> Part:
    """The section under a heading. used: the anchors before it, as the builder makes them."""
    attributes = ATTRIBUTES.search(mark["heading"])
    name = _words(ATTRIBUTES.sub("", mark["heading"]))
    given = attributes["anchor"] if attributes else None
    anchor = given or _anchor(name, used)
    # Headings without an anchor of their own have another one in each language.
    key = f"{top} {given}" if given else f"{top} {len(used)}"
    return Part(key, name, f"{address}#{anchor}", "section")


def _anchor(name: str, used: set[str]) -> str:
    """The anchor that the site builder makes of a heading; `used` gets it too."""
    letters = normalize("NFKD", name).encode("ascii", "ignore").decode()
    own = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", letters).strip().lower())
    number, anchor = 0, own
    while anchor in used or not anchor:
        number += 1
        anchor = f"{own}_{number}"
    used.add(anchor)
    return anchor


def _within(mark: re.Match[str], rest: str) -> tuple[str, str]:
    """What is in a row, list item or definition, and what follows it."""
    inside, end, after = rest.partition(f"</{ENDS.get(mark['tag'], mark['tag'])}>")
    return (inside, after) if end else (rest, "")


def _row(mark: re.Match[str], inside: str, address: str, top: str) -> Part:
    """A row or list item, called by its heading, else by its first sentence."""
    named, sentence = NAMED.search(inside), SENTENCE.search(inside)
    name = _words(
        inside.partition("</dt>")[0] if mark["tag"] == "dt" else
        named[2] if named else sentence[1] if sentence else inside
    )  # fmt: skip
    if len(name) > LONGEST_NAME:
        name = f"{name[:LONGEST_NAME].rsplit(' ', 1)[0]} …"
    value = VALUE.search(inside)
    part = Part(f"{top} #{mark['anchor']}", name, f"{address}#{mark['anchor']}", "entry")
    part.value = _words(value[1]) if value else ""
    part.body.append(inside)
    return part


def _words(markup: str) -> str:
    """A text without its tags."""
    return " ".join(unescape(TAG.sub(" ", markup)).split())
