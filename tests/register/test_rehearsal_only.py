"""Until the protection is shown, what comes out is for rehearsal: it says so, counts nobody beside
the tables, and cannot become the site."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pandas as pd
import pytest
from small import small_rows, write_small

from prakerja.settings import SETTINGS
from publicrecord.findings import ValidationFailed, report
from publicrecord.progress import Progress
from publicrecord.record.claims import date_claims, figure_claims
from publicrecord.record.package import read_record
from publicrecord.record.rules import find_all

from conftest import ROOT  # isort: skip

SOURCE = "register-2024-12-31"
SENTENCES = {
    "id": "Hanya untuk latihan: tabel yang dihitung build.py aggregate dari sebuah register tidak "
    "boleh diterbitkan.",
    "en": "For rehearsal only: the tables that build.py aggregate counts from a register must not "
    "be published.",
}


def spoilt_rows() -> pd.DataFrame:
    """The small register with a wave that does not exist and a person named twice."""
    rows = small_rows()
    rows.loc[rows.index[-7:], "wave"] = 72
    return pd.concat([rows, rows.head(13)], ignore_index=True)


def run(register, out, key):
    command = [sys.executable, "build.py", "aggregate", str(register), "--out", str(out)]
    command += ["--key", str(key)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200)


def refused(register, tmp_path, key) -> str:
    """What is said of a register that is refused; nothing is written."""
    from publicrecord.register.run import aggregate

    out, progress = tmp_path / "out", Progress(quiet=True)
    with pytest.raises(ValidationFailed) as caught:
        aggregate(register, out, ROOT / "data", SETTINGS, key, None, "200MB", progress)
    assert not out.exists()
    return report(caught.value.findings, SETTINGS.languages)


@pytest.fixture(scope="module")
def called(tmp_path_factory, key):
    """The folder that the command wrote, and what it said."""
    folder = tmp_path_factory.mktemp("small")
    register = write_small(folder / "register", spoilt_rows())
    result = run(register, folder / "out", key)
    assert result.returncode == 0, result.stdout + result.stderr
    return folder / "out", result.stdout


@pytest.fixture(scope="module")
def out(called):
    """The folder of the tables."""
    return called[0] / "tables"


def ours(out, table) -> pd.DataFrame:
    """The rows that the register added to a table."""
    rows = pd.read_csv(out / f"{table}.csv", dtype="str", keep_default_na=False)
    return rows[rows["source_id"] == SOURCE]


@pytest.mark.parametrize("language", ["id", "en"])
def test_everything_that_comes_out_says_that_it_must_not_be_published(called, language):
    out, said = called[0] / "tables", called[1]
    sentence = SENTENCES[language]
    first, last = (said.index("✓ Check the files"), said.index("✓ Write the tables"))
    assert sentence in said[:first]
    assert sentence in said[last:]
    assert sentence in (out / "NOT-FOR-PUBLICATION.txt").read_text()
    assert sentence in json.loads((out / "method.json").read_text())[f"notice_{language}"]
    described = json.loads((out / "datapackage.json").read_text())
    assert sentence in described["description" if language == "en" else "description_id"]
    assert sentence in ours(out, "sources")[f"note_{language}"].item()


@pytest.mark.parametrize(
    ("document", "languages"),
    [
        ("docs/register.md", ["id", "en"]),
        ("docs/maintainers/id.md", ["id"]),
        ("docs/maintainers/en.md", ["en"]),
    ],
)
def test_the_documents_say_the_whole_paragraph(out, document, languages):
    words = re.sub(r"[\s>]+", " ", (ROOT / document).read_text(encoding="utf-8"))
    reported = json.loads((out / "method.json").read_text())
    for language in languages:
        assert reported[f"notice_{language}"] in re.sub(r"[`*]", "", words)


def test_the_help_does_not_promise_protection():
    helped = subprocess.run(
        [sys.executable, "build.py", "aggregate", "--help"],
        cwd=ROOT, capture_output=True, text=True,
    ).stdout  # fmt: skip
    about = " ".join(helped.split())
    assert "protected" not in about
    assert "must not be published" in about


def test_what_may_be_published_counts_no_people_no_rows_and_no_cells(out):
    """Three state no gender, and that cell is hidden: a report said 3. Nor does it tell how strong
    the noise is at most."""
    unstated = ours(out, "demographic_figures")
    unstated = unstated[unstated["category"].eq("not-stated") & unstated["place"].eq("")]
    assert set(unstated["status"]) == {"suppressed"}
    reported = json.loads((out / "method.json").read_text())
    assert (reported.pop("threshold"), reported.pop("typical_error")) == (10, 1.4)
    for language, error in (("id", "1,4"), ("en", "1.4")):
        assert error in reported[f"method_{language}"]
        reported[f"method_{language}"] = (
            reported[f"method_{language}"].replace(error, "").replace("10", "")
        )
    del reported["keys"]
    assert not re.search(r"\d", json.dumps(reported))


def test_the_exact_numbers_are_for_the_office_and_say_so(called):
    office = called[0] / "office"
    report = json.loads((office / "report.json").read_text())
    assert report["rows_left_out"] == {"duplicate": 13, "wave-unknown": 7}
    assert report["not_stated"]["gender"] == 3
    assert report["largest_deviation"] == 4
    for text in (report["notice_en"], (office / "NOT-FOR-PUBLICATION.txt").read_text()):
        assert "must not be published" in text


def test_no_file_of_the_tables_has_an_exact_number_of_the_office(called):
    """The number of rows, and the secret."""
    report = json.loads((called[0] / "office" / "report.json").read_text())
    for file in (called[0] / "tables").glob("*.*"):
        text = file.read_text(encoding="utf-8")
        assert "largest_deviation" not in text
        assert file.suffix == ".csv" or str(report["rows_read"]) not in text


def test_a_log_counts_no_people_no_rows_and_no_cells(called):
    """The numbers of the waves of which the register has no row are no counts."""
    out, said = called
    said = re.sub(r"\(\d+\.\d s\)", "", said).replace(str(out), "")
    said = re.sub(r"(?<=: )[\d–, ]+(?=\.)", "", said)
    assert "duplicate, wave-unknown" in said
    assert not re.search(r"\d", said), said


def test_registrants_are_not_counted(out):
    """All who registered for wave 24 were selected: their number would be the one below ten."""
    wave = ours(out, "wave_figures")
    wave = wave[wave["wave"] == "24"]
    assert wave.set_index("measure_id")["status"]["recipients_gross"] == "suppressed"
    for table in ("wave_figures", "programme_figures"):
        assert "registrants" not in set(ours(out, table)["measure_id"])


def test_a_register_with_too_many_faults_is_refused_without_their_number(tmp_path, key):
    rows = small_rows()
    rows.loc[rows.index[:200], "wave"] = 72
    rows.loc[rows.index[200:300], "district"] = "99.99.99"
    said = refused(write_small(tmp_path / "register", rows), tmp_path, key)
    assert "5.00%" in said  # the share that register.yml allows
    assert said.count("register-too-faulty") == 2  # one example of each rule
    assert "wave" in said
    assert not re.search(r"\b[123]00\b", said), said


def reported_of(folder):
    record = read_record(folder, SETTINGS)
    found = find_all(record, figure_claims(record), date_claims(record))
    return {finding.rule.rule_id for finding in found}


def test_the_record_refuses_the_tables_of_a_real_register_but_to_rehearse(out, monkeypatch):
    monkeypatch.delenv("REHEARSAL", raising=False)
    assert reported_of(out) == {"record-from-register"}
    monkeypatch.setenv("REHEARSAL", "1")
    assert reported_of(out) == set()


def test_the_tables_are_refused_without_their_description_too(out, tmp_path, monkeypatch):
    """Who copies the tables over `data/` may leave its datapackage.json as it was; so are the
    tables of earlier versions."""
    import shutil

    monkeypatch.delenv("REHEARSAL", raising=False)
    shutil.copytree(out, tmp_path / "data")
    shutil.copy(ROOT / "data" / "datapackage.json", tmp_path / "data")
    with pytest.raises(ValidationFailed) as refused:  # there are files that it does not describe
        reported_of(tmp_path / "data")
    strays = [tmp_path / finding.file for finding in refused.value.findings]
    assert {finding.rule.rule_id for finding in refused.value.findings} == {"file-not-described"}
    for file in strays:
        file.unlink()
    assert reported_of(tmp_path / "data") == {"record-from-register"}


def test_a_second_register_repeats_nothing_in_the_description(out, tmp_path, key):
    from publicrecord.register.run import aggregate

    register = write_small(tmp_path / "register", small_rows(), "2025-12-31")
    aggregate(register, tmp_path / "out", out, SETTINGS, key, None, "200MB", Progress(quiet=True))
    described = json.loads((tmp_path / "out" / "tables" / "datapackage.json").read_text())
    assert described["description"].count(SENTENCES["en"]) == 1
