"""A mistake in settings.yml is a finding: its line, the entry, and what to write, in the languages
of the site where these can be read."""

from __future__ import annotations

import pytest
from checking import run
from scratch import ROOT
from synthetic.programme.programme import load_programme
from synthetic.project import copy_project

from publicrecord.findings import ValidationFailed
from publicrecord.language import UNTRANSLATED
from publicrecord.settings_file import read_settings

FILE = "synthetic/programme/settings.yml"
ENDED = "\nended: {day: 2033-01-01, source_id: synth-report}\n"


def edit(old: str, new: str):
    def spoil(text: str) -> str:
        assert text.count(old) >= 1, old
        return text.replace(old, new, 1)

    return spoil


def more(lines: str):
    return lambda text: text + lines


MISTAKES = {
    "a tab": (edit("geography:\n  ", "geography:\n\t"), "settings-unreadable", "a tab"),
    "a bracket left open": (more("\nended: {day: 2033-01-01\n"), "settings-unreadable", "bracket"),
    "a text without its end": (more('\nname: "x\n'), "settings-unreadable", "quotation mark"),
    "an entry twice": (more("\nname: again\n"), "settings-unreadable", "a second time"),
    "no entries": (lambda _text: "- name\n", "settings-unreadable", "no entries"),
    "an empty file": (lambda _text: "", "settings-unreadable", "no entries"),
    "an entry misspelt": (more(ENDED.replace("day", "dya")), "settings-entry-unknown", "day"),
    "an unknown entry": (more("\nwebsite: here\n"), "settings-entry-unknown", '"website"'),
    "an entry that is missing": (
        more("\nended: {day: 2033-01-01}\n"), "settings-entry-missing", '"ended.source_id"'),
    "a day in place of a group": (more("\nended: 2033-01-01\n"), "settings-entry-unfit", "group"),
    "a list in place of a text": (
        more("\nended: {day: [2033], source_id: x}\n"), "settings-entry-unfit", "a text"),
    "a text in place of a list": (
        lambda text: text.partition("\nlanguages:")[0] + "\nlanguages: en\n",
        "settings-entry-unfit", "a list"),
    "a word in place of a number": (
        edit("west: ", "west: about "), "settings-entry-unfit", "number"),
    "an address that leads out of the site": (
        edit("regions: kawasan", 'regions: "../../x"'), "settings-entry-unfit",
        '"languages.addresses.regions"'),
    "a language that leads out of the site": (
        edit("code: fr", 'code: "../fr"'), "settings-entry-unfit", '"languages.code"'),
    "a name that leads out of the site": (
        edit("name: synthetic", "name: /etc/synthetic"), "settings-entry-unfit", '"name"'),
    "a text that turns the letters behind it": (
        edit("programme: SYNTHETIC", 'programme: "\\u202eSYNTHETIC"\n#'), "settings-entry-unfit",
        "invisible"),
    "no languages": (
        lambda text: text.partition("\nlanguages:")[0], "settings-entry-missing", '"languages"'),
}  # fmt: skip


def test_all_mistakes_are_reported_at_once(tmp_path):
    file = tmp_path / "settings.yml"
    text = (ROOT / "tests" / FILE).read_text(encoding="utf-8")
    for old, new in (
        ("country: {", "contry: {"),
        ("west: ", "west: about "),
        ("code3: eng\n", "\n"),
    ):
        text = edit(old, new)(text)
    file.write_text(text + ENDED.replace("day", "dya"), encoding="utf-8")
    with pytest.raises(ValidationFailed) as refused:
        read_settings(file, tmp_path)
    said = {(found.rule.rule_id, found.value) for found in refused.value.findings}
    assert said == {
        ("settings-entry-missing", "country"),
        ("settings-entry-unknown", "contry"),
        ("settings-entry-missing", "languages.code3"),
        ("settings-entry-unknown", "ended.dya"),
        ("settings-entry-unfit", "geography.map.west"),
    }


def test_a_file_that_is_no_yaml_is_reported_in_the_languages_of_its_translations(folder):
    file = folder / FILE
    file.write_text("name: [x\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    code, said = run(folder, "check", load=lambda: load_programme(folder))
    assert code == 1
    assert all(f"  {language}: " in said for language in ("ms", "en", "fr"))
    assert "cannot be read: a bracket that opens in this line is not closed (ms). (ms)" in said


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("REHEARSAL", "1")
    copy_project(tmp_path / "prakerja")
    return tmp_path / "prakerja"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_the_settings_is_a_finding(tmp_path, name):
    spoil, rule, words = MISTAKES[name]
    file = tmp_path / "settings.yml"
    sound = (ROOT / "tests" / FILE).read_text(encoding="utf-8")
    file.write_text(spoil(sound), encoding="utf-8")
    with pytest.raises(ValidationFailed) as refused:
        read_settings(file, tmp_path)
    [found] = refused.value.findings
    assert (found.rule.rule_id, found.file) == (rule, file.name)
    assert words in found.sentence(UNTRANSLATED) + found.fix(UNTRANSLATED)
    assert found.row or "no entries" in words or words == '"languages"'


def test_it_is_said_at_its_line_in_every_language(folder):
    file = folder / FILE
    text = file.read_text(encoding="utf-8")
    file.write_text(text + ENDED.replace("day", "dya"), encoding="utf-8")
    code, said = run(folder, "check", load=lambda: load_programme(folder))
    assert code == 1
    assert f"row {text.count(chr(10)) + 2}" in said
    assert all(f"  {language}: " in said for language in ("ms", "en", "fr"))
    assert "Error" not in said


def test_the_settings_of_the_site_are_read_to_the_end(folder):
    sound = read_settings(ROOT / "prakerja" / "settings.yml", ROOT)
    assert sound.root_language.folder == ""
    assert all(language.folder == f"{language.code}/" for language in sound.languages[1:])
    assert load_programme(folder).settings.ended is None
