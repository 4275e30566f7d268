"""The scope of the record is read, never written down: texts follow a record that has grown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from scratch import ROOT, language

from prakerja.charts import charts
from prakerja.indicators.waves import wave_calendar
from prakerja.settings import OFFICIAL, SETTINGS
from publicrecord.indicators.scope import read_scope
from publicrecord.pages.templates import environment
from publicrecord.record.claims import figure_claims
from publicrecord.record.package import Record, rows
from publicrecord.translations import read

EN, ID = language("en"), language("id")
PROSE = sorted(
    file
    for folder in ("site_src", "prakerja/templates")
    for file in ROOT.glob(f"{folder}/*/*.jinja")
)
# A text that may name a year, and why.
EXCEPTIONS = {
    "Only the map of waves 1–62": "explains two claims",
    "The four provinces made in 2022": "laws of that year",
    "Four provinces of Papua were created in 2022": "laws of that year",
    "In September 2021 it was named to the press": "what one report says",
    "In September 2021 registration": "what one report says",
    "opinions were divided in 2020": "what two surveys of that year say",
}
CITED = re.compile(r'show\.fact\("[^\n]*')  # a claim that the page cites, and what it says
CLAIM_ID = re.compile(r"[a-z]*/[^\s]+")  # or the part of one


# A record that has grown


def grown(record: Record, **tables: pd.DataFrame) -> Record:
    """The record with other tables in place of some."""
    return replace(record, tables={**record.tables, **tables})


def with_wave(record: Record) -> Record:
    """The record with one more wave, of the year after the last, and its intake."""
    waves, figures = record.table("waves"), record.table("wave_figures")
    new, year = int(waves["wave"].max()) + 1, int(waves["year"].max()) + 1
    quota = figures[(figures["wave"] == 1) & (figures["measure_id"] == "quota")].iloc[[0]]
    both = [
        quota.assign(wave=new, measure_id=measure, value=1000.0, as_of=f"{year}-02-01")
        for measure in ("quota", "recipients_selected")
    ]
    return grown(
        record,
        waves=pd.concat([waves, waves.iloc[[-1]].assign(wave=new, year=year)], ignore_index=True),
        wave_figures=pd.concat([figures, *both], ignore_index=True),
    )


def with_official_file(record: Record) -> Record:
    """The record of `with_wave` with an official file that counts until March of the new year."""
    record = with_wave(record)
    year = str(record.table("waves")["year"].max())
    last = str(int(year) - 1)
    changed = {}
    for name in ("place_figures", "programme_figures"):
        table = record.table(name)
        mine = (table["source_id"] == OFFICIAL.source_id) & (
            table["measure_id"] == OFFICIAL.measure_id
        )
        official = table[mine].assign(as_of=f"{year}-03-31")
        official["period"] = official["period"].replace({f"2020-{last}": f"2020-{year}"})
        new = official[official["period"] == last].assign(period=year, wave_from=72)
        changed[name] = pd.concat([table[~mine], official, new], ignore_index=True)
    return grown(record, **changed)


@pytest.fixture(scope="module")
def one_wave_more(record):
    after = with_wave(record)
    made = charts(after, figure_claims(after), pd.DataFrame())
    return {chart.chart_id: chart for chart in made}


@pytest.fixture(scope="module")
def newer_file(record):
    after = with_official_file(record)
    made = charts(after, figure_claims(after), pd.DataFrame())
    return {chart.chart_id: chart for chart in made}


def test_one_more_wave_is_counted_in_the_headlines(one_wave_more):
    chart = one_wave_more["recipients-by-wave"]
    assert " of 72 waves" in chart.headline(EN)
    assert " dari 72 gelombang" in chart.headline(ID)
    assert chart.frame["group_en"].iloc[-1] == "2025"


def test_a_new_year_is_named_where_its_figures_are_missing(one_wave_more):
    (note, *_caveats) = one_wave_more["incentives-disbursed"].notes
    assert "For 2022, 2023, 2024 and 2025 alone" in note(EN)
    assert "khusus tahun 2022, 2023, 2024, dan 2025" in note(ID)


def test_a_new_wave_does_not_make_the_official_file_newer(one_wave_more):
    assert "2020 to August 2024" in one_wave_more["recipients-by-regency"].subtitle(EN)


@pytest.mark.parametrize(
    "chart_id",
    [
        "recipients-by-province-gross", "provinces-most-and-fewest",
        "recipients-by-regency", "regencies-most-and-fewest", "recipients-per-labour-force",
        "recipients-per-residents", "recipients-per-adults",
    ],
)  # fmt: skip
def test_titles_name_the_span_of_a_newer_official_file(newer_file, chart_id):
    assert ", 2020 to March 2025" in newer_file[chart_id].subtitle(EN)
    assert ", 2020 sampai Maret 2025" in newer_file[chart_id].subtitle(ID)


def test_the_years_of_a_newer_official_file_are_counted_in_words(newer_file):
    caveat = newer_file["recipients-per-labour-force"].notes[0]
    assert caveat(EN).startswith("Recipients of six years ")
    assert caveat(ID).startswith("Penerima selama enam tahun ")


@pytest.mark.parametrize(("count", "words"), [(1, "satu"), (10, "sepuluh"), (11, "11"), (0, "0")])
def test_small_counts_are_written_in_words(count, words):
    assert ID.in_words(count) == words


@pytest.mark.parametrize(
    "chart_id", ["recipients-by-year-gross", "island-groups-by-year", "java-and-the-rest"]
)
def test_the_year_in_which_a_newer_official_file_ends_is_the_unfinished_one(newer_file, chart_id):
    note = newer_file[chart_id].notes[0]
    assert note(EN).startswith(
        "That 2025 is partial is our inference: the official file was last saved on 31 March 2025"
    )
    assert note(ID).startswith(
        "Bahwa angka 2025 belum setahun penuh adalah kesimpulan kami: berkas resmi terakhir "
        "disimpan pada 31 Mar"
    )
    assert "2025" in list(newer_file[chart_id].frame["label_en"])


def test_headings_name_the_years_that_are_compared_and_all_others(newer_file):
    chart = newer_file["provinces-from-year-to-year"]
    headings = [column.heading(EN) for column in chart.columns]
    assert headings[1:7] == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert "Change from 2022 to 2023 (%)" in headings
    assert chart.notes[0](EN).endswith("that 2025 is partial is our inference.")


def test_pages_name_the_waves_and_years_of_the_record(record, dates):
    after = with_wave(record)
    jinja = environment(SETTINGS, EN)
    given = {
        "scope": read_scope(after, figure_claims(after)),
        "calendar": rows(wave_calendar(after, dates)),
    }

    def lead(page: str) -> str:
        text = (SETTINGS.templates / "pages" / page).read_text(encoding="utf-8")
        (line,) = (line for line in text.splitlines() if line.startswith('<p class="pr-lead"'))
        return jinja.from_string(line).render(given)

    assert "From 2020 to 2025" in lead("home.md.jinja")
    assert "in 72 waves." in lead("home.md.jinja")
    assert "There were 72 of them. Until 2022" in lead("waves.md.jinja")


def test_places_are_counted(record, claims):
    regencies = record.table("regencies")
    new = regencies.iloc[[0]].assign(regency_code="11.99", valid_from="2021-01-01")
    later = new.assign(regency_code="11.98", valid_from="2099-01-01")  # after the official file
    more = grown(record, regencies=pd.concat([regencies, new, later]))
    assert read_scope(more, claims).regencies == len(regencies) + 1
    assert read_scope(more, claims).provinces == len(record.table("provinces"))


# Nothing is written down again


def literal_facts(text: str, facts: set[str]) -> list[str]:
    """The facts of the record that a text names: numbers that stand alone, and names."""
    return [
        fact
        for fact in sorted(facts)
        if re.search(rf"(?<![\w.]){re.escape(fact)}(?![\w,]|\.\d)", text.replace("–", "-"))
    ]


def texts_of_code(file: Path) -> Iterator[str]:
    """Every text and number in Python code, its documentation included, but for the claims that
    questions cite: the check refuses one that is not in the record."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and not (
            file.name.endswith("questions.py") and CLAIM_ID.fullmatch(str(node.value))
        ):
            yield str(node.value)


def texts_of_templates(file: Path) -> Iterator[str]:
    """The lines of a template, but for claims that it cites; of a picture the texts only."""
    for line in CITED.sub("", file.read_text(encoding="utf-8")).splitlines():
        yield line if file.parent.name != "charts" else re.sub(r"<[^>]*>", "", line)


@pytest.fixture(scope="module")
def facts(record, scope):
    day = scope.official_as_of
    return {
        *scope.years, str(scope.waves), str(scope.provinces), str(scope.regencies),
        str(record.table("provinces")["code_34"].nunique()), day, EN.date(day), ID.date(day),
        scope.official_source, *record.table("surveys")["survey_id"],
    }  # fmt: skip


def excepted(text: str) -> bool:
    return any(start in text for start in EXCEPTIONS)


def test_no_fact_of_the_record_is_written_down_in_the_code(facts):
    files = sorted((ROOT / "prakerja").rglob("*.py"))
    assert len(files) > 15
    found = [
        (file.name, text, named)
        for file in files
        for text in texts_of_code(file)
        if (named := literal_facts(text, facts)) and not excepted(text)
    ]
    assert not found


def test_no_fact_of_the_record_is_written_down_in_the_templates(facts):
    assert len(PROSE) > 30
    found = [
        (file.name, line.strip(), named)
        for file in PROSE
        for line in texts_of_templates(file)
        if (named := literal_facts(line, facts)) and not excepted(line)
    ]
    assert not found


def test_no_translation_names_a_fact_that_its_text_does_not(facts):
    found = [
        (message.id, message.string)
        for file in SETTINGS.translations.files("id")
        for message in read(file, "id")
        if message.id
        and set(literal_facts(str(message.string), facts))
        - set(literal_facts(str(message.id), facts))
    ]
    assert not found


def test_every_exception_is_needed():
    texts = [text for file in (ROOT / "prakerja").rglob("*.py") for text in texts_of_code(file)]
    texts += [line for file in PROSE for line in texts_of_templates(file)]
    assert [start for start in EXCEPTIONS if not any(start in text for text in texts)] == []


@pytest.mark.parametrize(
    ("code", "template", "named"),
    [
        ('"""Of 2021."""', "Of 2021.", ["2021"]),
        ('WHOLE = "2020–2024"', "<th>2020–2024</th>", ["2020", "2024"]),
        ("WAVES = 71", "{{ _('All 71 waves') }}", ["71"]),
        ('f"{count} of 514"', "{% trans %}the 514 regencies.{% endtrans %}", ["514"]),
        ('"1.234 71.04 71st 7140 A2020"', "71.04.13", []),
    ],
)
def test_a_fact_that_is_written_down_is_found(tmp_path, facts, code, template, named):
    (tmp_path / "a.py").write_text(code, encoding="utf-8")
    (tmp_path / "a.jinja").write_text(template, encoding="utf-8")
    in_code = [fact for text in texts_of_code(tmp_path / "a.py") for fact in
               literal_facts(text, facts)]  # fmt: skip
    assert in_code == named
    in_template = [
        fact for line in texts_of_templates(tmp_path / "a.jinja")
        for fact in literal_facts(line, facts)
    ]  # fmt: skip
    assert in_template == named
