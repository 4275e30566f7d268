"""The same record gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from urllib.parse import parse_qsl, unquote_plus, urlsplit

import yaml
from scratch import EPOCH, ROOT, copy_project, run_build, tree_hash
from spoiling import unreleased

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"


# Another user, who may read what we may: the Python of a test may lie in a home of ours.
STRANGER = 65534
AS_STRANGER = [
    "setpriv", f"--reuid={STRANGER}", f"--regid={STRANGER}", "--clear-groups",
    "--inh-caps=+dac_override", "--ambient-caps=+dac_override",
]  # fmt: skip


def test_two_builds_are_the_same_whoever_builds_them_wherever(project, tmp_path):
    """Another folder, user (where we are root), time zone, locale, hash seed, and one core."""
    elsewhere = copy_project(tmp_path / "a folder with blanks" / "prakerja")
    root = os.geteuid() == 0
    if root:
        subprocess.run(["chown", "-R", str(STRANGER), tmp_path], check=True)
    result = subprocess.run(
        [*(AS_STRANGER if root else []), sys.executable, "build.py"],
        cwd=elsewhere,
        env=os.environ
        | {"SOURCE_DATE_EPOCH": EPOCH, "TZ": "Asia/Jayapura", "LC_ALL": "C"}
        | {"LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "12345", "HOME": str(tmp_path)},
        preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert not root or (elsewhere / "site").resolve().stat().st_uid == STRANGER
    assert tree_hash(elsewhere / "site") == tree_hash(project / "site")


def test_another_date_of_the_data_gives_other_bytes(spoilt):
    before = tree_hash(spoilt / "site")
    assert run_build(spoilt, SOURCE_DATE_EPOCH="1700000000").returncode == 0
    assert tree_hash(spoilt / "site") != before


def test_an_address_makes_links_whole(spoilt):
    result = run_build(
        spoilt, SITE_URL="https://example.org/angka/", REPOSITORY_URL="https://example.org/repo"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    page = (spoilt / "site" / "en" / "waves" / "index.html").read_text()
    assert '<link rel="canonical" href="https://example.org/angka/en/waves/">' in page
    assert 'hreflang="id" href="https://example.org/angka/gelombang/"' in page
    assert (
        'og:image" content="https://example.org/angka/en/downloads/recipients-by-wave.png"' in page
    )
    card = "assets/cards/site.png"
    for place, picture in (("wilayah/bali", card), ("en/regions/bali", f"en/{card}")):
        found = (spoilt / "site" / place / "index.html").read_text()
        assert f'og:image" content="https://example.org/angka/{picture}"' in found
    forms = re.findall(r'href="(https://example.org/repo/issues/new[^"]*)">', page)
    assert len(forms) == page.count('<figure class="pda-chart"') > 2
    for form in forms:  # the form is there, and has the field that is filled in
        filled = dict(parse_qsl(urlsplit(unescape(form)).query))
        fields = yaml.safe_load((FORMS / filled.pop("template")).read_text())["body"]
        assert set(filled) == {"where"} <= {field["id"] for field in fields}
    assert "recipients-by-wave (data 2026." in unescape(unquote_plus(page))
    about = (spoilt / "site" / "tentang" / "index.html").read_text()
    assert 'href="https://example.org/repo"' in about
    said = (spoilt / "site" / ".well-known" / "security.txt").read_text()
    assert "Contact: https://example.org/repo/security/advisories/new\n" in said
    assert "Expires: 2026-11-24T" in said
    assert said == (spoilt / "site" / "security.txt").read_text()


def test_a_second_build_after_a_change_is_the_same_as_a_first_one(spoilt, tmp_path):
    def change(project):
        unreleased(project)
        table = project / "data" / "survey_figures.csv"
        text = table.read_text(encoding="utf-8")
        assert text.count("incentive-paying-debt,survey_share,11.5") == 1
        table.write_text(
            text.replace(
                "incentive-paying-debt,survey_share,11.5", "incentive-paying-debt,survey_share,11.6"
            ),
            encoding="utf-8",
        )

    cold = copy_project(tmp_path / "cold" / "prakerja")
    before = tree_hash(spoilt / "site")
    for project in (spoilt, cold):  # the first keeps its pictures from an earlier build
        change(project)
        assert run_build(project).returncode == 0
    kept, made = (len(list((p / "build" / "cache").iterdir())) for p in (spoilt, cold))
    assert kept == made > 0  # what the change replaced is not kept on
    assert tree_hash(spoilt / "site") == tree_hash(cold / "site") != before
