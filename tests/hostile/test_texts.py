"""Texts that are not what they look like, and texts that a program obeys: each is refused in the
record, and harmless where it is printed."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from checking import check, copy_record, run
from rich.console import Console
from scratch import language
from spoiling import describe, replace, table

from publicrecord.characters import foreign_letters, inert, is_formula, is_shown, scripts, visible
from publicrecord.escaping import for_annotation, for_comment, for_property, for_terminal
from publicrecord.files.citation import bibtex_text
from publicrecord.findings import Rule, report, workflow_commands
from publicrecord.progress import Progress

# What security.md found to pass, then our own.
HIDDEN = {
    "not a character": "a\ufffeb",
    "not a character either": "a\uffffb",
    "a Hangul filler": "a\u3164b",
    "a joiner without a shape": "a\u034fb",
    "a variation selector": "a\ufe0fb",
    "a variation selector of another plane": "a\U000e0100b",
    "private use": "a\ue000b",
    "not assigned": "a\u0378b",
    "a Braille pattern without dots": "a\u2800b",
    "a blank that joins": "a\u00a0b",
    "a Mongolian selector": "a\u180bb",
    "a half-width filler": "a\uffa0b",
    "a word from right to left between numbers": "100 \u05d0 200",
    "Arabic digits among ours": "1 \u0661 2",
    "a letter with spacing marks piled up": "\u0915" + "\u093e\u0301" * 4,
    "marks piled up": "a" + "\u0335" * 9 + "b",
    "a mark without a letter": "\u0338ab",
    "bold letters of mathematics joined by nothing": "a\u2061b",
}
FORMULAS = [
    "=HYPERLINK(\"http://evil.invalid\",\"x\")", "+cmd|'/C calc'!A0", "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)", "\uff1d1+1", "\uff201+1", "Teks;=1+1", "Teks; +1", "Teks;\"=1+1",
]  # fmt: skip
LOOKALIKES = {
    "one Cyrillic letter": "K\u043empas",
    "all Cyrillic": "\u0422\u0435\u0442\u0440\u043e",
    "one Greek letter": "Temp\u03bf",
    "wide letters": "\uff34empo",
    "letters of mathematics": "\U0001d413empo",
    "a Tamil zero": "K\u0be6mpas",
    "a Devanagari digit": "K\u0966mpas",
    "a Roman numeral": "KOMPAS.\u216dOM",
    "a letter in a circle": "\u24c0ompas",
    "a phonetic letter": "Komp\u0251s",
    "a small capital": "K\u1d0fmpas",
}
SOURCE = ["", "Title", "Publisher", "", "2024-01-01", "2026-11-24", "press", "facts-only"]


def with_sources(folder, column: str, values: list[str]) -> int:
    """Add a source for each value of a column; returns the row of the first one."""
    file = folder / "data" / "sources.csv"
    head, *lines = file.read_text(encoding="utf-8").splitlines()
    columns = head.split(",")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for number, value in enumerate(values):
        row = dict(zip(columns, SOURCE + [""] * len(columns), strict=False))
        writer.writerow((row | {"source_id": f"hostile-{number}", column: value}).values())
    file.write_text("\n".join([head, *lines]) + "\n" + text.getvalue(), encoding="utf-8")
    return len(lines) + 2


def rows_with(rule: str, said: str) -> set[int]:
    return {int(row) for row in re.findall(rf"baris (\d+), .*\[{rule}\]", said)}


@pytest.mark.parametrize(
    ("column", "rule", "values"),
    [
        ("title", "cell-(?:control-character|odd-blank)", [*HIDDEN.values()]),
        ("title", "cell-formula", FORMULAS),
        ("publisher", "name-foreign-letter", [*LOOKALIKES.values()]),
    ],
)
def test_a_text_that_is_not_what_it_looks_like_is_refused(tmp_path, column, rule, values):
    folder = copy_record(tmp_path / "prakerja")
    first = with_sources(folder, column, values)
    code, said = check(folder)
    assert code == 1
    assert rows_with(rule, said) == set(range(first, first + len(values))), said


def test_what_people_write_is_taken(tmp_path):
    """Accents, dashes, quotation marks, signs of money, and names in one other script."""
    texts = [
        "Pelaksana – “kartu” ‘x’ … é ñ Å ß", "Rp10.000 ± 5 % × 2 ≈ 3 m²", "a + b = c - d @ e",
        "Dewan; 5 orang", "ไม่รู้", "5 - 3", "人民日报", "Ελλάδα", "עִבְרִית", "Việt Nam",
    ]  # fmt: skip
    for text in texts:
        assert is_shown(text), ascii(text)
        assert not is_formula(text), text
        assert visible(text) == inert(text) == text
        assert foreign_letters(text, scripts([text])) == ""
    assert foreign_letters("人民日报", {"LATIN"}) == "人民日报"
    folder = copy_record(tmp_path / "prakerja")
    with_sources(folder, "title", texts)
    assert rows_with("cell-[a-z-]+", check(folder)[1]) == set()


@pytest.mark.parametrize(
    "text",
    ["a\ud800b", "a\0b", "a\x1b[31mb", "a\nb", "a\r::error::b", "a\u202eb", "=1+1", "a;=1+1"],
)
@pytest.mark.parametrize("place", ["the record", "a table", "a column"])
def test_a_text_of_the_description_is_held_to_the_same(tmp_path, text, place):
    def change(descriptor) -> None:
        about = {"the record": descriptor, "a table": table(descriptor, "waves")}.get(place)
        about = about or table(descriptor, "waves")["schema"]["fields"][0]
        about["title"] = text

    folder = copy_record(tmp_path / "prakerja")
    file = folder / "data" / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    change(descriptor)
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    code, said = check(folder)
    assert code == 1
    assert "[descriptor-broken]" in said
    assert all(line.isprintable() for line in said.splitlines())


OBEYED = [
    "##[error]forged", "x ##[group]forged", "::error::forged", "\n::error file=a::forged",
    "\r::set-output name=a::b", "\x1b[2Jgone", "\x9b31m", "\u202eback", "a\x07b", "%0A::error::x",
    "\x1b]8;;http://evil.invalid\x07link", "::stop-commands::x", "  ::add-mask::a",
    ":100: [b]x[/b]",
]  # fmt: skip


@pytest.mark.parametrize("text", OBEYED)
def test_no_terminal_or_log_obeys_a_text(text):
    said = io.StringIO()
    progress = Progress()
    progress.console = Console(file=said, highlight=False, soft_wrap=True, emoji=False)
    rule = Rule.__new__(Rule)
    for name, value in {"rule_id": "x", "sentence": "{value} {near}", "fix": "{reason}"}.items():
        object.__setattr__(rule, name, value)
    finding = rule.at(text, 1, text, text, near=text, reason=lambda _language: text)
    languages = [language("id"), language("en")]
    progress.say(report([finding], languages))
    progress.say(text)
    progress.say(f"x\n{text}")
    printed = said.getvalue()
    for line in printed.split("\n"):
        assert line.isprintable(), ascii(line)
        assert not re.match(r"\s*::", line)
        assert "##[" not in line
    assert "forged" not in text or "forged" in printed  # shown, and inert
    (annotation,) = workflow_commands([finding], languages).splitlines()
    assert re.match(r"::error file=[^,:]*,line=1,title=x::[^\n]*$", annotation)
    assert annotation.isprintable()


def test_no_text_ends_its_field_of_bibtex_or_commands_tex():
    said = bibtex_text("A}, url = {https://evil.invalid/}, x = {\\input{/etc/passwd} 5% & #1_$x~^")
    assert not set(said) & set("{}~^")
    assert re.findall(r"\\(.)", said) == ["%", "&", "#", "_", "$"]


def test_an_annotation_is_one_message():
    assert for_annotation("a\n::b%") == "a%0A: :b%25"
    assert for_property("a:b,c\n") == "a%3Ab%2Cc\\x0a"
    assert for_terminal("a\tb\nc") == "a\\x09b\nc"
    assert for_terminal("1\u202f000") == "1 000"  # as French writes it


LINKED = [
    "www.evil.invalid", "GH-12", "gh-12", "0123abc", "deadbeef" * 5, "@admin", "#12", "a/b#3",
    "http://evil.invalid", "a@evil.invalid", ":shipit:", "$x$", "<b>x</b>", "**x**", "_x_",
    "[x](javascript:alert(1))", "![x](y)", "`", "``` x", "a`b``c", "~~x~~", "&lt;", "\\", "| a |",
    "- x\n\n# y", "<!-- x", "\u202ex", "org/repo@0123abc", "https:evil", "mailto:a",
]  # fmt: skip


@pytest.mark.parametrize("text", LINKED)
def test_no_text_is_markdown_in_a_comment(text):
    said = for_comment(text)
    assert "\n" not in said
    fence = re.match("`+", said)
    assert fence, said
    inside = said.removeprefix(fence[0]).removesuffix(fence[0])
    assert fence[0] not in re.findall("`+", inside)
    assert not inside.startswith("`")
    assert not inside.endswith("`")
    assert inside.isprintable()


def test_plain_words_in_a_comment_are_as_they_are():
    for text in ("Penerima neto, 2022 (kontan-241010)", "12,5 % → 13 %", "data/waves: 71–72", ""):
        assert for_comment(text) == text


def test_a_claim_that_forges_a_comment_is_code_in_it(tmp_path):
    """The same in a whole report of a change."""
    import subprocess

    folder = copy_record(tmp_path / "prakerja")
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-C", str(folder)]
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    replace("measures.csv", "Recipients (gross)", "www.evil.invalid GH-12 @admin")(folder)
    replace("wave_figures.csv", "1,quota,200000,", "1,quota,200001,")(folder)
    code, said = run(folder, "diff", "main")
    assert code in (0, 1)
    for line in said.splitlines():
        assert "www.evil" not in re.sub(r"`[^`]*`", "", line)


@pytest.mark.parametrize("text", [*FORMULAS, "\t=1", "\r=1", "\0=1", "a;\t=1"])
def test_a_formula_is_inert(text):
    assert is_formula(text)
    for cell in inert(text).split(";"):
        assert not re.match(r"[\s\"]*[=+@\-\uff1d\uff0b\uff20\uff0d\t\r\0]", cell), cell


def test_a_formula_of_the_description_is_refused_with_its_text(tmp_path):
    folder = copy_record(tmp_path / "prakerja")
    describe(lambda d: table(d, "waves").update(description="=cmd|'/C calc'!A0"))(folder)
    said = check(folder)[1]
    assert "spreadsheet programs calculate it as a formula" in said
