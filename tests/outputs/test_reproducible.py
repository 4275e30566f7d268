"""The same record gives the same bytes, wherever and whenever it is built.

What the engine must do with any record is asked of the SYNTHETIC project; `make nightly` asks the
same of the full record: somebody else builds it, and each change is made to it and built from
nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from urllib.parse import parse_qsl, unquote_plus, urlsplit

import pytest
import yaml
from scratch import EPOCH, ROOT, copy_project, copy_small_project, run_build, tree_hash
from spoiling import append, several, unreleased

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"


# Another user, who may read what we may: the Python of a test may lie in a home of ours.
STRANGER = 65534
AS_STRANGER = [
    "setpriv", f"--reuid={STRANGER}", f"--regid={STRANGER}", "--clear-groups",
    "--inh-caps=+dac_override", "--ambient-caps=+dac_override",
]  # fmt: skip


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("whole", "copy"),
    [
        ("small_project", copy_small_project),
        pytest.param("project", copy_project, marks=pytest.mark.nightly),
    ],
    ids=["the synthetic record", "the full record"],
)
def test_a_build_of_somebody_else_is_the_same(request, tmp_path, whole, copy):
    """Built in another folder, by another user (where we are root), with another time zone, locale
    and hash seed, and one core."""
    site = request.getfixturevalue(whole) / "site"
    elsewhere = copy(tmp_path / "a folder with blanks" / "prakerja")
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
    assert tree_hash(elsewhere / "site") == tree_hash(site)


@pytest.mark.nightly
def test_another_date_of_the_data_gives_other_bytes(small):
    before = tree_hash(small / "site")
    assert run_build(small, SOURCE_DATE_EPOCH="1700000000").returncode == 0
    assert tree_hash(small / "site") != before


def test_an_address_makes_links_whole(small):
    result = run_build(
        small, SITE_URL="https://example.org/angka/", REPOSITORY_URL="https://example.org/repo"
    )
    assert result.returncode == 0, result.stdout + result.stderr
    site = small / "site"
    page = (site / "en" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="canonical" href="https://example.org/angka/en/">' in page
    assert 'hreflang="ms" href="https://example.org/angka/"' in page
    picture = "https://example.org/angka/en/downloads/synthetic-waves.png"
    assert f'og:image" content="{picture}"' in page
    card = "assets/cards/site.png"
    places = (("kawasan/utara-sintetik", card), ("en/regions/synthetic-north", f"en/{card}"))
    for place, picture in places:
        found = (site / place / "index.html").read_text(encoding="utf-8")
        assert f'og:image" content="https://example.org/angka/{picture}"' in found
    forms = re.findall(r'href="(https://example.org/repo/issues/new[^"]*)">', page)
    assert len(forms) == page.count('<figure class="pr-chart"') == 2
    for form in forms:  # the form is there, and has the field that is filled in
        filled = dict(parse_qsl(urlsplit(unescape(form)).query))
        fields = yaml.safe_load((FORMS / filled.pop("template")).read_text())["body"]
        assert set(filled) == {"where"} <= {field["id"] for field in fields}
    assert "synthetic-waves (data 2033." in unescape(unquote_plus(page))
    said = (site / ".well-known" / "security.txt").read_text()
    assert "Contact: https://example.org/repo/security/advisories/new\n" in said
    assert "Expires: 2026-11-24T" in said
    assert said == (site / "security.txt").read_text()


def edit(name, old, new):
    """Replaces a text that a file of the project has once."""

    def change(project):
        text = (project / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        (project / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def without_source(source, *tables):
    """Takes away a source and its one row in each of the tables: its page must vanish."""

    def change(project):
        for table in ("sources", *tables):
            file = project / "data" / f"{table}.csv"
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
            kept = [line for line in lines if source not in line]
            assert len(kept) == len(lines) - 1
            file.write_text("".join(kept), encoding="utf-8")

    return change


def without_asset(project):
    (project / "site_src" / "assets" / "synthetic.txt").unlink()


def with_asset(project):
    (project / "site_src" / "assets" / "synthetic.txt").write_text("Synthetic.")


LINE = "<p>Synthetic.</p>"
A_COMPONENT = edit(
    "site_src/components/figure.html.jinja", '<figure class="', '<figure title="Synthetic" class="'
)
THE_THEME = edit("site_src/theme/main.html", "summary_large_image", "summary")
A_COLOUR = edit("site_src/assets/site.css", "--pr-accent: #00695c", "--pr-accent: #00695d")
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
    "a source taken away": without_source("viva-220217", "wave_figures"),
    "the template of a page": edit(
        "prakerja/templates/pages/about.md.jinja", "{% import", f"{LINE}\n{{% import"
    ),
    "the template of places": edit(
        "prakerja/templates/pages/place.html.jinja", "{% if report %}", f"{LINE}{{% if report %}}"
    ),
    "a translation": edit(
        "prakerja/locale/id/LC_MESSAGES/messages.po",
        'msgstr "Catatan pembuatan"',
        'msgstr "Catatan pembuatan situs"',
    ),
    "a component": A_COMPONENT,
    "the theme": THE_THEME,
    "a colour": A_COLOUR,
    "an asset taken away": without_asset,
}
PAGES = "synthetic/programme/templates/pages"
FIGURES = "figures of a place, of a survey and of the programme"
SMALL_CHANGES = {  # of which none makes again what another one has changed
    "an asset and a source more": several(
        with_asset,
        append(
            "sources.csv",
            "synth-more,SYNTHETIC,SYNTHETIC,,2032-03-01,2033-01-15,press,CC-BY-4.0,,,",
        ),
        append("wave_figures.csv", "3,seats,610,people,2032-03-01,synth-more,published,,,,,"),
    ),
    FIGURES: several(
        edit("data/place_figures.csv", "recipients_gross,95,", "recipients_gross,96,"),
        edit("data/survey_figures.csv", "survey_share,81.5,", "survey_share,81.6,"),
        edit("data/programme_figures.csv", "recipients_gross,2200,", "recipients_gross,2201,"),
    ),
    "a source taken away, and the templates of a page and of places": several(
        without_source("synth-more", "wave_figures"),
        edit(f"{PAGES}/method.md.jinja", "<dl>", f"{LINE}\n<dl>"),
        edit(f"{PAGES}/synthetic_place.html.jinja", "{% if claims %}", f"{LINE}{{% if claims %}}"),
    ),
    "a translation and a colour, and an asset taken away": several(
        edit("synthetic/programme/locale/fr/LC_MESSAGES/messages.po", '"Method (fr)"', '"(fr)"'),
        A_COLOUR,
        without_asset,
    ),
    "a component and the theme": several(A_COMPONENT, THE_THEME),
}


@pytest.mark.parametrize(
    "names", [[FIGURES], pytest.param([*SMALL_CHANGES], marks=pytest.mark.nightly)],
    ids=["figures", "all"],
)  # fmt: skip
def test_builds_after_changes_are_the_same_as_a_first_one(small, tmp_path, names):
    """The changes one after another, each built upon what the builds before it kept, beside one
    first build. What an earlier build made and no longer holds would show in the last one."""
    cold = copy_small_project(tmp_path / "cold" / "prakerja")
    sites = [tree_hash(small / "site")]
    for project in (small, cold):
        unreleased(project)
    for name in names:
        change = SMALL_CHANGES[name]
        change(small)
        result = run_build(small)
        assert result.returncode == 0, (name, result.stdout + result.stderr)
        sites.append(tree_hash(small / "site"))
        sources = (small / "data" / "sources.csv").read_text(encoding="utf-8")
        assert (small / "site" / "sumber" / "synth-more").exists() is ("synth-more" in sources)
        change(cold)
    assert len(set(sites)) == len(sites)  # each change shows
    assert run_build(cold).returncode == 0
    assert tree_hash(small / "site") == tree_hash(cold / "site")


@pytest.mark.nightly
def test_after_each_change_of_the_full_record_a_build_is_the_same_as_a_first_one(spoilt, tmp_path):
    cold = copy_project(tmp_path / "cold" / "prakerja")
    for project in (spoilt, cold):
        unreleased(project)
    sites = {tree_hash(spoilt / "site")}
    for name, change in CHANGES.items():
        shutil.rmtree(cold / "build", ignore_errors=True)
        for project in (spoilt, cold):
            change(project)
            assert run_build(project).returncode == 0, name
        built = tree_hash(spoilt / "site")
        assert built == tree_hash(cold / "site"), name
        assert built not in sites, name  # the change shows
        sites.add(built)
        kept, made = (len(list((p / "build" / "cache").iterdir())) for p in (spoilt, cold))
        assert kept <= made, name  # what the change replaced is not kept on
    assert not (spoilt / "site" / "sumber" / "viva-220217").exists()


@pytest.mark.nightly
def test_what_is_kept_and_damaged_is_made_again(small):
    before = tree_hash(small / "site")
    kept = sorted((small / "build" / "cache").iterdir())
    assert len(kept) > 100
    for number, file in enumerate(kept):
        if number % 3 == 0:
            file.unlink()
        elif content := file.read_bytes():
            file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    (small / "build" / "last.json").unlink()
    assert run_build(small).returncode == 0
    assert tree_hash(small / "site") == before
