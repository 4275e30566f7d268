"""Tables and description changed at random: a designed refusal or sound pages, nothing else.

`make test` makes 100 changes to the SYNTHETIC record. The nightly job makes 10,000 of them
(PUBLICRECORD_MUTATIONS=10000), and 1,000 changes to the full record, whose pages take ten times as
long. Several changes go into one run.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from unittest.mock import patch

import checking
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from spoiling import unreleased
from synthetic.programme.programme import load_programme
from synthetic.project import copy_project

from prakerja.programme import PROGRAMME
from publicrecord import checked_record
from publicrecord.charts.all_charts import all_charts
from publicrecord.context.site_context import SiteContext
from publicrecord.history.changes import read_changes
from publicrecord.pages import sharing
from publicrecord.pages.embeds import write_embed
from publicrecord.pages.markdown_pages import all_pages, write_pages
from publicrecord.pages.page_context import PageContext
from publicrecord.programme import Programme
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import read_record

MUTATIONS = int(os.environ.get("PUBLICRECORD_MUTATIONS", "100"))
TOGETHER = 8  # at most, in one run; 3 or so on average
MARK = "pwn3d"
PAYLOADS = [
    f"<script>{MARK}</script>",
    f"<img src=x onerror={MARK}()>",
    f'" onmouseover="{MARK}()',
    f"[x](javascript:{MARK})",
    f"</td></table><iframe src=//{MARK}>",
    f"{{{{ {MARK}.__class__ }}}}",
    "{% include '/etc/passwd' %}",
    f"<!--{MARK}",
    f"`<{MARK}>`",
    f"&lt;{MARK}&gt;<{MARK}>",
    f"\n\n<{MARK}>",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "a\u202eb",
    "a\u200bb",
    "a\x00b",
    "../../../etc/passwd",
    "javascript:alert(1)",
    "%s%n{0}{x.__init__}",
    "-1",
    "0",
    "1.5",
    "1e9",
    "200.000",
    "200,000",
    "99999999999999999999999999",
    "2024-02-31",
    "2024",
    "gh-kab",
    "unfit",
    "not_known",
    "prefer",
    "",
    " ",
    "é" * 3_000,
]

rows = st.integers(0, 10_000)
columns = st.integers(0, 30)
cells = st.sampled_from(PAYLOADS) | st.text(max_size=40)
changes = st.one_of(
    st.tuples(st.just("cell"), rows, columns, cells),
    st.tuples(st.just("cell"), rows, columns, cells),
    st.tuples(st.just("swap"), rows, columns, rows),
    st.tuples(st.just("delete"), rows),
    st.tuples(st.just("double"), rows),
    st.tuples(st.just("move"), rows, rows),
    st.tuples(st.just("shorten"), rows),
    st.tuples(st.just("lengthen"), rows, cells),
    st.tuples(st.just("blank"), rows),
    st.tuples(st.just("bytes"), st.integers(0, 400_000), st.binary(max_size=4)),
    st.tuples(st.just("cut"), st.integers(0, 400_000)),
)
junk = st.sampled_from([None, 0, -1, "", "x", "../x", [], {}, [1], {"a": 1}, True, 1e300])


def change_table(file: Path, change: tuple) -> None:
    """Change a table; rows and columns count round."""
    kind, *words = change
    raw = file.read_bytes()
    if kind in ("bytes", "cut"):
        at = words[0] % (len(raw) + 1)
        file.write_bytes(raw[:at] + (words[1] + raw[at:] if kind == "bytes" else b""))
        return
    try:
        table = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return
    if not table:
        return
    row = words[0] % len(table)
    column = words[1] % max(len(table[row]), 1) if kind in ("cell", "swap") else 0
    if kind == "cell" and table[row]:
        table[row][column] = words[2]
    elif kind == "swap":
        other = words[2] % len(table)
        if column < min(len(table[row]), len(table[other])):
            one, two = table[row], table[other]
            one[column], two[column] = two[column], one[column]
    elif kind == "delete":
        del table[row]
    elif kind == "double":
        table.append(list(table[row]))
    elif kind == "move":
        table.insert(words[1] % len(table), table.pop(row))
    elif kind == "shorten":
        table[row] = table[row][:-1]
    elif kind == "lengthen":
        table[row].append(words[1])
    elif kind == "blank":
        table.insert(row, [])
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(table)
    file.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class Sound:
    """A record without errors, which changes spoil and give back."""

    folder: Path
    programme: Programme

    @property
    def tables(self) -> list[str]:
        """The paths of the tables, below data/."""
        described = json.loads((self.folder / "data" / "datapackage.json").read_text("utf-8"))
        return sorted(resource["path"] for resource in described["resources"])


def full_record(folder: Path) -> Sound:
    return Sound(checking.copy_record(folder), PROGRAMME)


def synthetic_record(folder: Path) -> Sound:
    copy_project(folder)
    return Sound(folder, load_programme(folder))


RECORDS = [
    pytest.param((synthetic_record, 1), id="the synthetic record"),
    pytest.param((full_record, 10), id="the full record", marks=pytest.mark.nightly),
]
"""How a record is copied, and one of how many changes is made to it."""


class Elements(HTMLParser):
    """What a page is made of: elements, attributes and addresses, not texts."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag, attributes):
        self.seen.append(tag)
        for name, value in attributes:
            self.seen.append(name)
            if name in ("href", "src"):
                self.seen.append((value or "").partition(":")[0].strip().lower() + ":")


def pages_of(sound: Sound, into: Path) -> list[Path]:
    """Write every page and embed of a record that passed the check."""
    programme = sound.programme
    record = read_record(sound.folder / "data", programme.settings)
    claims, dates = figure_claims(record), date_claims(record)
    charts = all_charts(programme.charts, record, claims, dates)
    content = SiteContext(
        programme.site_map(),
        record,
        claims,
        dates,
        lambda: charts,
        read_changes(record, claims, dates),
        docs=into,
        bundle=b"",
        epoch=0,
        site_url="",
        repository="",
    )
    with (  # files to take away are not made here, so their bytes are not known
        patch.object(PageContext, "download", lambda *_: ("file", 1)),
        patch.object(PageContext, "data_file", lambda *_: ("file", 1)),
        patch.object(PageContext, "compressed_size", lambda *_: 1),
        patch.object(sharing, "png_size", lambda _file: (1, 1)),
    ):
        for language in programme.settings.languages:
            place = into / language.code
            for chart in charts.values():  # pages tell their heights
                write_embed(content, chart, language, place / "embed")
            write_pages(content, programme.contexts(), all_pages(content, []), language, place)
    return [path for path in into.rglob("*") if path.suffix in (".md", ".html")]


def assert_inert(pages: list[Path]) -> None:
    for page in pages:
        elements = Elements()
        elements.feed(page.read_text(encoding="utf-8"))
        assert not [seen for seen in elements.seen if MARK in seen], page
        assert "javascript:" not in elements.seen, page
        assert not [seen for seen in elements.seen if seen.startswith("on")], page


def outcome(sound: Sound, into: Path) -> int:
    """0 for sound pages, 1 for a designed refusal; anything else fails the test."""
    code, said = checking.check(sound.folder, lambda: sound.programme)
    assert code in (0, 1), said
    assert "Traceback" not in said
    if code == 0:
        assert_inert(pages_of(sound, into))
    else:
        assert "en: " in said
    return code


@pytest.fixture(scope="module", params=RECORDS)
def sound(request, tmp_path_factory):
    copy, share = request.param
    record = copy(tmp_path_factory.mktemp("sound") / "project")
    unreleased(record.folder)  # or nearly every change would be refused for what was published
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REHEARSAL", "1")  # a record that calls itself synthetic is refused without
        patch.setattr(checked_record, "broken_texts", lambda _settings: [])  # not tested here
        yield record, max(MUTATIONS // share, 10)


def random_changes(examples: int):
    """The settings of a test that makes so many runs."""
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize="PUBLICRECORD_MUTATIONS" not in os.environ,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        phases=[Phase.generate],
    )


def test_the_record_is_sound(sound, tmp_path):
    assert outcome(sound[0], tmp_path) == 0


def test_tables_changed_at_random(sound, tmp_path_factory):
    record, number = sound
    data, tables = record.folder / "data", record.tables
    met: Counter[str] = Counter()
    turns = cycle(tables)  # so that chance leaves out no table
    originals = {path: (data / path).read_bytes() for path in tables}

    change = st.tuples(st.sampled_from(tables), changes)
    alone = st.lists(change, min_size=1, max_size=1)  # which is accepted more often

    @random_changes(number // 5)
    @given(alone | st.lists(change, min_size=1, max_size=TOGETHER))
    def mutate(drawn):
        several = [(next(turns), drawn[0][1]), *drawn[1:]]
        try:
            for path, change in several:
                change_table(data / path, change)
                met[change[0]] += 1
                met[path] += 1
            met[str(outcome(record, tmp_path_factory.mktemp("pages")))] += 1
        finally:
            for path, _change in several:
                (data / path).write_bytes(originals[path])

    mutate()
    print(dict(met))
    if number >= 200:
        assert set(tables) <= set(met)
        assert met["1"] > min(number // 50, 10)
        assert met["0"] > min(number // 250, 2)


def places(value, at=()):
    """Every path into a JSON value."""
    yield at
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*at, key))
    elif isinstance(value, list):
        for index in range(min(len(value), 3)):
            yield from places(value[index], (*at, index))


def test_the_description_changed_at_random(sound, tmp_path_factory):
    record, number = sound
    file = record.folder / "data" / "datapackage.json"
    original = file.read_bytes()
    paths = [path for path in places(json.loads(original)) if path]

    @random_changes(number // 10)
    @given(st.sampled_from(paths), st.none() | st.tuples(junk))
    def mutate(path, put):
        descriptor = json.loads(original)
        *above, last = path
        inside = descriptor
        for key in above:
            inside = inside[key]
        if put is None:
            del inside[last]
        else:
            inside[last] = put[0]
        try:
            file.write_text(json.dumps(descriptor), encoding="utf-8")
            outcome(record, tmp_path_factory.mktemp("pages"))
        finally:
            file.write_bytes(original)

    mutate()


@pytest.mark.nightly
def test_each_code_taken_away(sound, tmp_path_factory):
    file = sound[0].folder / "data" / "reference" / "codes.csv"
    original = file.read_bytes()
    heading, *codes = original.splitlines(keepends=True)
    try:
        for gone in codes[:: len(codes) // 60 + 1]:
            file.write_bytes(heading + b"".join(code for code in codes if code is not gone))
            outcome(sound[0], tmp_path_factory.mktemp("pages"))
    finally:
        file.write_bytes(original)
