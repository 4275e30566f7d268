"""The engine knows no year, place, source, survey, language or name: those are the programme's; nor
a level of places, a measure, an event of waves, or how people of the country write its places.

Every text and number of the engine's code is read, without documentation and comments, and every
template, script and style that is the engine's. The facts are read from the tables and settings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import pytest
from scratch import ROOT, sound_record

from prakerja.programme import PROGRAMME
from publicrecord.files.citation import licence_in_words
from publicrecord.install import ENGINE, TEMPLATES
from publicrecord.record.package import Record
from publicrecord.settings import Settings

REGISTER = ENGINE / "register"  # counts the participants of one programme, and speaks of them
COORDINATES = ENGINE / "charts" / "layouts"  # a number there is a length or a degree
TAG = re.compile(r"<[^<>]*>")
OWN_CLASS = re.compile(r"\bpr-[a-z-]+")
CLASS = re.compile(r'class="[^"]*"')  # names of styles, which no reader sees


@dataclass(frozen=True)
class Facts:
    """What a record and the settings of its site say, and the engine must read there."""

    record: Record
    settings: Settings

    def _column(self, table: str, column: str) -> set[str]:
        return set(self.record.table(table)[column].dropna().astype("str"))

    @cached_property
    def counts(self) -> set[str]:
        """How many waves, provinces, regencies and districts there are."""
        tables = ("waves", "provinces", "regencies", "districts")
        return {str(len(self.record.table(name))) for name in tables}

    @cached_property
    def years(self) -> set[str]:
        """From the first year to the last."""
        years = self.record.table("waves")["year"]
        return {str(year) for year in range(years.min(), years.max() + 1)}

    @cached_property
    def words(self) -> re.Pattern[str]:
        """Names and keys, each as a whole word."""
        settings = self.settings
        found = {settings.identity, settings.programme, settings.country, settings.management}
        found |= {settings.country_code, settings.place_counts.source_id, settings.searched}
        for language in settings.languages:
            found |= {language.site, *language.addresses.values()} - {*language.addresses}
        found |= {self.record.licence, licence_in_words(self.record.licence)}
        for column in ("name", "name_short", "name_en", "iso_code"):
            found |= self._column("provinces", column)
        for column in ("name", "name_short", "regency_code"):
            found |= self._column("regencies", column)
        found |= self._column("sources", "source_id") | self._column("surveys", "survey_id")
        longest = sorted(found, key=len, reverse=True)
        # The name for files is found in any spelling, as that of the package is built on it.
        names = "|".join(map(re.escape, longest))
        sites = [language.site.split() for language in settings.languages]
        initials = "|".join({"".join(word[0] for word in words) for words in sites})
        return re.compile(
            rf"(?<![\w-])(?:{names})(?![\w-])|(?i:{re.escape(settings.name)})"
            rf"|(?<![a-zA-Z])(?i:{initials})(?![a-zA-Z])"
        )

    @cached_property
    def vocabulary(self) -> re.Pattern[str]:
        """Levels of places, words of their names, measures, events and units, in any spelling."""
        settings, geography = self.settings, self.settings.geography
        upper, finder = geography.upper, geography.finder
        found = {word for level in geography.levels for word in (level.name, level.table)}
        found |= {level.code for level in geography.levels}
        found |= {upper.figures, upper.aliases, upper.as_printed}
        found |= {word for kind, words in finder.kinds.items() for word in (kind, *words)}
        found |= {*finder.spellings, *finder.optional, settings.city, *settings.currency}
        found |= {*geography.abbreviations, *geography.abbreviations.values()}
        found |= {name for language in settings.languages for name in language.levels.values()}
        found |= {*settings.every_wave.events}
        found |= self._column("measures", "measure_id") - {*self.record.tables}
        words = "|".join(map(re.escape, sorted(found - {""}, key=len, reverse=True)))
        (country,) = {code.split("-")[0] for code in self._column("provinces", "iso_code")}
        return re.compile(rf"(?<![\w-])(?i:{words})(?![\w-])|(?<!\w){country}-")

    @cached_property
    def sibling_columns(self) -> set[str]:
        """The columns of texts, one a language, and what tells them apart: note_en, _en."""
        found = {f"_{code}" for code in self.languages}
        for frame in self.record.tables.values():
            found |= {name for names in self.settings.texts_in(frame.columns) for name in names}
        return found

    @cached_property
    def degrees(self) -> set[float]:
        """The edges of the map, without their signs."""
        return {abs(edge) for edge in asdict(self.settings.geography.map).values()}

    @cached_property
    def code_lengths(self) -> set[int]:
        """How long the codes of the places of each level are."""
        levels = self.settings.geography.levels
        return {len(code) for level in levels for code in self._column(level.table, level.code)}

    @cached_property
    def codes(self) -> set[str]:
        """The codes of provinces, which are facts where a text is nothing else."""
        return self._column("provinces", "province_code")

    @cached_property
    def languages(self) -> set[str]:
        """The codes of the languages, with which nothing may be compared."""
        return {language.code for language in self.settings.languages}

    def numbers_in(self, text: str, counted: bool = True) -> Iterator[str]:
        """The years, and the counts if they are looked for, that stand alone in a text."""
        wanted = self.years | (self.counts if counted else set())
        yield from (n for n in re.findall(r"(?<![\w.])\d+(?![\w]|\.\d)", text) if n in wanted)

    def in_text(self, text: str, counted: bool = True) -> Iterator[str]:
        """Every fact in a text."""
        yield from self.numbers_in(text, counted)
        yield from self.words.findall(text)
        if text in self.codes:
            yield text

    def in_words(self, text: str) -> Iterator[str]:
        """Every word of the programme's vocabulary in a text."""
        yield from self.vocabulary.findall(text)
        if text in self.sibling_columns:
            yield text

    def in_expression(self, node: ast.expr) -> Iterator[str]:
        """Where the level of a place is read from the form of its code, or the map has edges."""
        match node:
            case ast.Subscript(value, ast.Slice(upper=ast.Constant(int(end)))):
                reported = end in self.code_lengths and value
            case ast.Compare(left, comparators=[ast.Constant(int(end))]):
                reported = end in self.code_lengths and "len" in ast.unparse(left) and left
            case ast.Compare(ast.Constant("."), comparators=[searched]):
                reported = searched
            case ast.Call(ast.Attribute(value, "split"), [ast.Constant(".")]):
                reported = value
            case ast.Constant(float(number)) if number in self.degrees:
                yield f"edge {number}"
                return
            case _:
                return
        if reported and "code" in ast.unparse(reported):
            yield "level read from a code"

    def in_code(self, file: Path) -> Iterator[str]:
        """Every fact in the texts, numbers and comparisons of a Python file."""
        counted = not file.is_relative_to(COORDINATES)
        worded = not file.is_relative_to(REGISTER)
        tree = ast.parse(file.read_text(encoding="utf-8"))
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.expr) and worded:
                yield from self.in_expression(node)
            if isinstance(node, ast.Constant) and id(node) not in documentation:
                if isinstance(node.value, str):
                    yield from self.in_text(node.value, counted)
                    yield from self.in_words(node.value) if worded else ()
                elif not isinstance(node.value, bool | bytes | None):
                    yield from self.numbers_in(str(node.value), counted)
            elif isinstance(node, ast.Compare | ast.match_case):
                compared = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant)}
                in_body = isinstance(node, ast.match_case)
                patterns = ast.walk(node.pattern) if in_body else ()
                values = {
                    p.value.value for p in patterns
                    if isinstance(p, ast.MatchValue) and isinstance(p.value, ast.Constant)
                }  # fmt: skip
                for code in (values if in_body else compared) & self.languages:
                    yield f'compared with "{code}"'

    def in_template(self, file: Path) -> Iterator[str]:
        """Every fact in a template, without its comments; a number in a tag is a length."""
        text = re.sub(r"\{#.*?#\}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        yield from self.numbers_in(TAG.sub(" ", text))
        yield from self.words.findall(CLASS.sub("", text))
        yield from self.vocabulary.findall(CLASS.sub("", text))
        for code in self.languages:
            if re.search(rf"""[=!]=\s*["']{code}["']""", text):
                yield f'compared with "{code}"'

    def in_asset(self, file: Path) -> Iterator[str]:
        """Every fact in a script or a style."""
        text = OWN_CLASS.sub("", file.read_text(encoding="utf-8"))
        yield from self.words.findall(text)
        yield from self.vocabulary.findall(text)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(sound_record(), PROGRAMME.settings)


def engine_code() -> list[Path]:
    return sorted(ENGINE.rglob("*.py"))


def engine_templates() -> list[Path]:
    """The templates that no page or set of pages of the programme has as its own."""
    own = {page.template for page in PROGRAMME.site_map().pages}
    own |= {page_set.template for page_set in PROGRAMME.page_sets()}
    every = [*TEMPLATES.rglob("*.jinja"), *TEMPLATES.rglob("*.html")]
    return sorted(
        file for file in every
        if not (file.parent.name == "pages" and file.name.split(".")[0] in own)
    )  # fmt: skip


def engine_assets() -> list[Path]:
    """The scripts and styles of all pages."""
    return sorted(file for kind in ("js", "css") for file in TEMPLATES.rglob(f"*.{kind}"))


def test_the_engine_knows_no_fact_of_the_programme(facts):
    found = {file: {*facts.in_code(file)} for file in engine_code()}
    found |= {file: {*facts.in_template(file)} for file in engine_templates()}
    found |= {file: {*facts.in_asset(file)} for file in engine_assets()}
    listed = {file.relative_to(ROOT).as_posix(): names for file, names in found.items() if names}
    assert not listed, "read them from the tables or settings"


PLANTED = {
    "planted.py": [
        ("FIRST = 2020", "2020"),
        ('SPAN = "2020-2024"', "2024"),
        ('TEXT = f"until {day} 2023."', "2023"),
        ("WAVES = 71", "71"),
        ('TEXT = "all 514 regencies"', "514"),
        ('PLACE = "Kota Bandung"', "Kota Bandung"),
        ('NAME = "from North Sumatra on"', "North Sumatra"),
        ('CODE = "71.04"', "71.04"),
        ('CODE = "11"', "11"),
        ('SOURCE = "kontan-210923"', "kontan-210923"),
        ('rows = rows[rows["survey_id"] == "sakernas-2021-02"]', "sakernas-2021-02"),
        ('TITLE = "Kartu Prakerja"', "Kartu Prakerja"),
        ('FILE = "prakerja.zip"', "prakerja"),
        ('LICENCE = "CC-BY-4.0"', "CC-BY-4.0"),
        ('TEXT = N_("Chart: {project}, CC BY 4.0.")', "CC BY 4.0"),
        ('FOLDER = "" if code == "id" else code', 'compared with "id"'),
        ('if language.code in ("en", "id"): pass', 'compared with "en"'),
        ('match code:\n    case "id": pass', 'compared with "id"'),
        ('LEVELS = {"regency": "x"}', "regency"),
        ('rows = record.table("provinces")', "provinces"),
        ('rows = rows.set_index("regency_code")', "regency_code"),
        ('TEXT = N_("all regencies and cities")', "regencies and cities"),
        ('TEXT = N_("Province, town or page")', "Province"),
        ('name = name.replace("Kep. ", "")', "Kep."),
        ('RESIDENTS = "population_total"', "population_total"),
        ('WANTED = ("quota",)', "quota"),
        ('EXAMPLE = "waves/1/quota@media-1"', "quota"),
        ('STAGES = ["opened_on"]', "opened_on"),
        ('PATTERN = "^ID-[A-Z]{2}$"', "ID-"),
        ('sibling = f"{stem}_en"', "_en"),
        ('column = "note_en"', "note_en"),
        ('FOLDERS = ("tabel", "en/tables")', "tabel"),
        ("WEST = 94.5", "edge 94.5"),
        ("SOUTH = -11.5", "edge 11.5"),
        ('regency = row["code"][:5]', "level read from a code"),
        ('rows = rows[rows["code"].str.len() == 5]', "level read from a code"),
        ("if len(code) > 5: pass", "level read from a code"),
        ('if "." not in code: pass', "level read from a code"),
        ('above = code.split(".")[0]', "level read from a code"),
    ],
    "planted.jinja": [
        ("<p>In 2022 there were</p>", "2022"),
        ("<p>{{ _('all 38 provinces') }}</p>", "38"),
        ('<a href="prakerja.zip">', "prakerja"),
        ('<p data-source="gh-kab">', "gh-kab"),
        ("<p>Aceh</p>", "Aceh"),
        ('{% if language.code == "id" %}', 'compared with "id"'),
        ("<p>{{ _('Its regencies') }}</p>", "regencies"),
        ("<p>The quota</p>", "quota"),
    ],
    "planted.js": [
        ("const KINDS = [[/^(?:kabupaten|kab)/, 1]];", "kabupaten"),
        ('if (slug.startsWith("kota-")) add("city");', "city"),
        ("// Prakerja dalam Angka", "Prakerja dalam Angka"),
        (".pr-key.quota { color: red; }", "quota"),
        (".pda-key { color: red; }", "pda"),
    ],
}
"""By the kind of file lines of it, and the fact in each."""


@pytest.mark.parametrize(
    ("name", "line", "fact"), [(name, *row) for name, rows in PLANTED.items() for row in rows]
)
def test_a_fact_is_found(facts, tmp_path, name, line, fact):
    file = tmp_path / name
    file.write_text(f"{line}\n", encoding="utf-8")
    read = {".py": facts.in_code, ".jinja": facts.in_template, ".js": facts.in_asset}
    assert fact in {*read[file.suffix](file)}


@pytest.mark.parametrize(
    "line",
    [
        '"""Waves of 2020, such as those of Aceh in gh-kab."""',
        "x = 1  # 2020",
        "EPOCH = 1764020200",
        'SIZE = "x2020y"',
        "SHARE = 20.2",
        'KEY = "source_id"',
        'WORDS = {"en": "English"}',
        'version = version.split(".")[0]',
        "first = names[:5]",
        'column = f"{stem}_{language.code}"',
        'KEYS = ("source_id", "measure_id")',
    ],
)
def test_what_is_no_fact_is_not_found(facts, tmp_path, line):
    file = tmp_path / "planted.py"
    file.write_text(f"{line}\n", encoding="utf-8")
    assert not {*facts.in_code(file)}
