"""A catalogue of translations is data, which a pull request may change: what it holds is text."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import replace

import pytest
import yaml
from babel.messages.catalog import Catalog
from scratch import ROOT, copy_project, language, run_build

from prakerja.settings import SETTINGS
from publicrecord.checks import translations
from publicrecord.files.sheets import COVER, DATA
from publicrecord.pages.templates import environment
from publicrecord.settings import Settings
from publicrecord.settings_file import read_settings
from publicrecord.translations import read
from publicrecord.yaml_text import read_yaml

CATALOGUE = "prakerja/locale/id/LC_MESSAGES/messages.po"
SCRIPT = "<script>window.pwned=1</script>"


def translated(folder, old: str, new: str) -> None:
    """Change a translation below a folder as an editor of the catalogue would."""
    path = folder / CATALOGUE
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def catalogue(settings) -> Catalog:
    """The programme's translations into Indonesian."""
    return read(settings.folder / CATALOGUE, "id")


def said(template: str, **translations: str) -> str:
    """A template in a language that has these translations, by their text."""
    lang = replace(language("id"), gettext=lambda text: translations.get(text, text))
    return environment(SETTINGS, lang).from_string(template).render(name="<b>")


@pytest.mark.parametrize(
    "hostile",
    [SCRIPT, "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)', "</title><script>"],
)
def test_a_translation_is_shown_as_text(hostile):
    template = '<p title="{{ _("Years") }}">{{ _("Years") }}{% trans %}Years{% endtrans %}</p>'
    page = said(template, Years=hostile)
    assert "<script" not in page
    assert "<img" not in page
    assert page.count('"') == 2  # the title is not left
    assert page.count("<") == 2


def test_a_link_of_the_text_stays_a_link_and_no_other_becomes_one():
    text = 'See <a href="%(name)s">the page</a>.'
    template = "{% trans %}" + text.replace("%(name)s", "{{ name }}") + "{% endtrans %}"
    sound = said(template, **{text: 'Lihat <a href="%(name)s">laman</a>.'})
    assert sound == 'Lihat <a href="&lt;b&gt;">laman</a>.'
    other = said(template, **{text: 'Lihat <a href="//evil.invalid">laman</a> %(name)s.'})
    assert "<a" not in other


@pytest.fixture
def settings(tmp_path) -> Settings:
    """The settings of a site whose programme is a scratch copy."""
    shutil.copytree(ROOT / "prakerja", tmp_path / "prakerja")
    return read_settings(tmp_path / "prakerja" / "settings.yml", tmp_path)


MARKUP = {
    "a script": ('msgstr "Peringkat nasional"', f'msgstr "Peringkat {SCRIPT}"'),
    "a picture": ('msgstr "Peringkat nasional"', 'msgstr "<img src=x>"'),
    "a Markdown link": ('msgstr "Peringkat nasional"', 'msgstr "[Peringkat](javascript:alert(1))"'),
    "attributes": ('msgstr "Peringkat nasional"', 'msgstr "Peringkat {: onclick=x }"'),
    "an entity": ('msgstr "Peringkat nasional"', 'msgstr "&lt;script&gt;"'),
    "a format": ('msgstr "Peringkat nasional"', 'msgstr "Peringkat %s"'),
}


@pytest.mark.parametrize("name", MARKUP)
def test_markup_that_the_text_does_not_have_is_refused(settings, name):
    old, new = MARKUP[name]
    assert list(translations.broken_texts(settings)) == []
    message = next(m for m in catalogue(settings) if m.string == old.split('"')[1])
    translated(settings.folder, old, new)
    (found,) = translations.broken_texts(settings)
    assert found.rule.rule_id == "text-markup-differs"
    assert (found.file, found.value) == (CATALOGUE, message.id)


def test_a_translated_link_that_leads_elsewhere_is_refused(settings):
    old = 'href=\\"%(talaud)s\\">Kabupaten'
    translated(settings.folder, old, old.replace("%", "//evil.invalid/%"))
    assert [found.rule.rule_id for found in translations.broken_texts(settings)] == [
        "text-markup-differs"
    ]


def rules(settings) -> set[str]:
    return {found.rule.rule_id for found in translations.broken_texts(settings)}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (COVER, "Tentang " * 8), (DATA, "Data: angka"), (DATA, "'Data"), (DATA, "[Data]"),
        (COVER, "data"),
    ],
)  # fmt: skip
def test_a_name_that_no_sheet_can_have_is_refused(settings, name, said):
    old = catalogue(settings).get(name).string
    translated(
        settings.folder, f'msgid "{name}"\nmsgstr "{old}"', f'msgid "{name}"\nmsgstr "{said}"'
    )
    assert "sheet-name-unusable" in rules(settings)


def test_the_longest_name_of_a_sheet_is_taken(settings):
    translated(settings.folder, 'msgstr "Tentang"', f'msgstr "{"T" * 31}"')
    assert rules(settings) == set()


def test_a_translation_that_would_fill_the_site_is_refused(settings):
    long = "Peringkat " * 40
    translated(settings.folder, 'msgstr "Peringkat nasional"', f'msgstr "{long}"')
    assert rules(settings) == {"translation-too-long"}


def test_a_million_empty_lines_are_read_in_seconds(settings):
    with (settings.folder / CATALOGUE).open("a") as stream:
        stream.write("\n" * 1_000_000)
    started = time.monotonic()
    assert rules(settings) == set()
    assert time.monotonic() - started < 60


def hostile_catalogues(raw: bytes) -> dict[str, bytes]:
    """Files of translations that would fill the memory, or are read as something else."""
    plural = b'\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\n'
    many = raw.replace(b"nplurals=1;", b"nplurals=999999999;")
    return {
        "a billion forms of the plural": many + plural,
        "forms of the plural in a comment": many + plural.replace(b"\nmsg", b"\n#~ msg"),
        "five megabytes": raw + b"# x\n" * 1_250_000,
        "another encoding": raw.replace(b"charset=utf-8", b"charset=utf-7") + b"# \xff\n",
        "a line that is nothing": raw + b"nonsense\n",
    }


@pytest.mark.parametrize("name", hostile_catalogues(b""))
def test_a_catalogue_that_cannot_be_read_is_refused(settings, name):
    path = settings.folder / CATALOGUE
    path.write_bytes(hostile_catalogues(path.read_bytes())[name])
    (found,) = translations.broken_texts(settings)
    assert (found.rule.rule_id, found.file) == ("translations-unreadable", CATALOGUE)
    indonesian = settings.language("id")
    assert indonesian
    assert indonesian.gettext("Years") == "Years"  # and nothing of it is shown


@pytest.mark.parametrize("hidden", ["\u202e", "\x1b", "\u200b", "\ufffe", "\u3164", "\x00"])
def test_a_hidden_character_in_a_translation_is_refused(settings, hidden):
    translated(settings.folder, 'msgstr "Peringkat nasional"', f'msgstr "Peringkat{hidden}"')
    rules = {found.rule.rule_id for found in translations.broken_texts(settings)}
    assert rules == {"text-hidden-character"}


def test_markdown_of_a_translation_is_text_in_a_page():
    page = said('{{ _("Years") }}', Years="[x](javascript:1) *y* `z` {: onclick=1 }")
    assert not set(page) & set("[]*`{}_")
    assert said('{{ _("*Years*") }}', **{"*Years*": "*Tahun*"}) == "*Tahun*"


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [1, 1]\nb: &b [*a, *a]\n",
        "a: [" + "[" * 50 + "]" * 50 + "]",
        "a: 1\na: 2",
        "a: !!bool x",
        "a: !!timestamp x",
        "a: " + "1" * 5_000,
        "a: !!python/object/apply:os.system [id]",
        "a: " + "x" * 200_000,
        "a: \x1b",
    ],
)
def test_settings_that_are_no_plain_values_are_refused(tmp_path, text):
    file = tmp_path / "settings.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(yaml.YAMLError):
        read_yaml(file)


def test_a_linked_catalogue_is_refused_and_never_opened(tmp_path):
    """It leads to a pipe, which would keep a reader waiting."""
    project = copy_project(tmp_path / "project")
    file = project / CATALOGUE
    file.unlink()
    os.mkfifo(tmp_path / "pipe")
    file.symlink_to(tmp_path / "pipe")
    result = run_build(project, "check")
    assert result.returncode == 1
    assert "[link-refused]" in result.stdout


@pytest.mark.nightly
def test_a_script_in_a_translated_text_stops_the_build(spoilt):
    translated(spoilt, 'msgstr "Peringkat nasional"', f'msgstr "Peringkat nasional{SCRIPT}"')
    result = run_build(spoilt)
    assert result.returncode == 1, result.stdout
    assert f"{CATALOGUE}  [text-markup-differs]" in result.stdout
    assert "</script>, <script>" in result.stdout
