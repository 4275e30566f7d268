"""The same record gives the same bytes, wherever and whenever it is built."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from urllib.parse import parse_qsl, unquote_plus, urlsplit

import pytest
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


def edit(name, old, new):
    """Replaces a text that a file of the project has once."""

    def change(project):
        text = (project / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        (project / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def without_source(project):
    """Takes away a source and its one claim: its page must vanish."""
    for table in ("sources", "wave_figures"):
        file = project / "data" / f"{table}.csv"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if "viva-220217" not in line]
        assert len(kept) == len(lines) - 1
        file.write_text("".join(kept), encoding="utf-8")


def without_asset(project):
    (project / "site_src" / "assets" / "synthetic.txt").unlink()


def with_asset(project):
    (project / "site_src" / "assets" / "synthetic.txt").write_text("Synthetic.")


LINE = "<p>Synthetic.</p>"
CHANGES = {
    "an asset more": with_asset,
    "a figure of a regency": edit(
        "data/place_figures.csv", "recipients_unstated,388707,", "recipients_unstated,388708,"
    ),
    "a figure of the programme": edit(
        "data/programme_figures.csv", "registrants,1432133,", "registrants,1432134,"
    ),
    "a figure of a survey": edit(
        "data/survey_figures.csv",
        "incentive-paying-debt,survey_share,11.5",
        "incentive-paying-debt,survey_share,11.6",
    ),
    "a source taken away": without_source,
    "the template of a page": edit(
        "prakerja/templates/pages/about.md.jinja", "{% import", f"{LINE}\n{{% import"
    ),
    "the template of places": edit(
        "prakerja/templates/pages/place.html.jinja", "{% if report %}", f"{LINE}{{% if report %}}"
    ),
    "a component": edit(
        "site_src/components/figure.html.jinja",
        '<figure class="',
        '<figure title="Synthetic" class="',
    ),
    "the theme": edit("site_src/theme/main.html", "summary_large_image", "summary"),
    "a translation": edit(
        "site_src/locale/id/LC_MESSAGES/messages.po",
        'msgstr "Catatan pembuatan"',
        'msgstr "Catatan pembuatan situs"',
    ),
    "a colour": edit("site_src/assets/site.css", "--pda-accent: #00695c", "--pda-accent: #00695d"),
    "an asset taken away": without_asset,
}


def test_builds_after_changes_are_the_same_as_a_first_one(spoilt, tmp_path):
    """All changes one after another, each built upon what the builds before it kept, beside one
    first build. What an earlier build made and no longer holds would show in the last one."""
    cold = copy_project(tmp_path / "cold" / "prakerja")
    sites = [tree_hash(spoilt / "site")]
    for project in (spoilt, cold):
        unreleased(project)
    for change in CHANGES.values():
        change(spoilt)
        result = run_build(spoilt)
        assert result.returncode == 0, result.stdout + result.stderr
        sites.append(tree_hash(spoilt / "site"))
        change(cold)
    assert len(set(sites)) == len(sites)  # each change shows
    assert run_build(cold).returncode == 0
    assert tree_hash(spoilt / "site") == tree_hash(cold / "site")
    assert not (spoilt / "site" / "sumber" / "viva-220217").exists()


@pytest.mark.nightly
@pytest.mark.parametrize("name", [name for name in CHANGES if name != "an asset taken away"])
def test_a_build_after_one_change_is_the_same_as_a_first_one(spoilt, tmp_path, name):
    cold = copy_project(tmp_path / "cold" / "prakerja")
    for project in (spoilt, cold):
        unreleased(project)
    assert run_build(spoilt).returncode == 0
    for project in (spoilt, cold):
        CHANGES[name](project)
        assert run_build(project).returncode == 0
    assert tree_hash(spoilt / "site") == tree_hash(cold / "site")
    kept, made = (len(list((p / "build" / "cache").iterdir())) for p in (spoilt, cold))
    assert kept <= made  # what the change replaced is not kept on


def test_what_is_kept_and_damaged_is_made_again(spoilt):
    before = tree_hash(spoilt / "site")
    kept = sorted((spoilt / "build" / "cache").iterdir())
    assert len(kept) > 100
    for number, file in enumerate(kept):
        if number % 3 == 0:
            file.unlink()
        elif content := file.read_bytes():
            file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    (spoilt / "build" / "last.json").unlink()
    assert run_build(spoilt).returncode == 0
    assert tree_hash(spoilt / "site") == before
