"""After places were split, renamed, moved and ended, the site says in each language what there is
now and was before, and nothing of the old years is another."""

from __future__ import annotations

import csv
import json
import re
from html import unescape

import pytest
from synthetic.changed_places import PUBLISHED
from synthetic.project import run

OLD_NAME = re.compile(r"Sintetik Delta(?! Baru)")
# What keeps names as they were printed, or says what was: tables, releases, sources, the place.
QUOTES = re.compile(
    r"^(ms/)?(site/)?(data/|(en/|fr/)?(data|himpunan-data|donnees)/|jadual/|(en|fr)/tables/|sumber/|"
    r"(en|fr)/sources/|(en|fr)/tables/|.*sintetik-delta-baru/|.*api/v1/places|.*history/|"
    r".*finder.json|.*search.json|.*latest.json|.*changes.json)"
)
LANGUAGES = {"ms": "", "en": "en/", "fr": "fr/"}
REGIONS = {"ms": "kawasan", "en": "en/regions", "fr": "fr/regions"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site of synthetic.changed_places."""
    folder = tmp_path_factory.mktemp("changed")
    result = run("synthetic.changed_places", str(folder))
    assert result.returncode == 0, result.stderr
    return folder / "project" / "site"


def read(site, path):
    html = (site / path / "index.html").read_text(encoding="utf-8")
    html = re.sub(r"<svg.*?</svg>|<script.*?</script>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub("<[^>]+>", "", html)))


def answer(site, path):
    return json.loads((site / "api/v1" / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_place_says_what_became_of_it(site, language):
    at, mark = REGIONS[language], "" if language == "en" else f" ({language})"
    north = {"ms": "utara-sintetik", "en": "synthetic-north", "fr": "nord-synthetique"}[language]
    middle = {"ms": "tengah-sintetik", "en": "synthetic-middle", "fr": "milieu-synthetique"}[
        language
    ]
    south = {"ms": "selatan-sintetik", "en": "synthetic-south", "fr": "sud-synthetique"}[language]
    east = {"ms": "timur-sintetik", "en": "synthetic-east", "fr": "est-synthetique"}[language]
    says = {
        f"{east}": ["It has existed since", "It was made out of"],
        f"{north}": ["was made out of a part of it; later numbers are of a smaller area."],
        f"{middle}": ["belongs to it; before, it belonged to", "belongs to"],
        f"{middle}/sintetik-delta-baru": ["it was called Daerah Sintetik Delta."],
        f"{middle}/sintetik-beta": ["it belonged to"],
        f"{middle}/sintetik-epsilon": [
            "It existed until",
            "It was followed by Daerah Sintetik Epsi",
        ],
        f"{south}/sintetik-epsilon": ["It was made out of Daerah Sintetik Epsilon (M02)."],
        f"{south}/sintetik-eta": [
            "Daerah Sintetik Mu was made out of a part",
            "Theta became a part",
        ],
        f"{south}/sintetik-theta": ["It was followed by Daerah Sintetik Eta."],
    }
    for path, sentences in says.items():
        text = read(site, f"{at}/{path}")
        for sentence in sentences:
            assert sentence in text, (path, text)
        assert mark in text
    ended = read(site, f"{at}/{south}/sintetik-theta")
    assert "2031: 0 " in ended  # zero was counted
    assert "2033:" not in ended  # and a place that has ended has none
    new = read(site, f"{at}/{south}/sintetik-mu")
    assert "2033: 35" in new
    assert "2032:" not in new


def test_addresses_of_before_lead_to_the_place(site):
    for old, code in PUBLISHED.items():
        html = (site / old / "index.html").read_text(encoding="utf-8")
        href = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', html)
        if code == "M02":  # it has ended, and its page is where it was
            assert not href
        else:
            assert (site / old / href[1] / "index.html").is_file()


def test_no_page_feed_or_answer_says_the_old_name_or_count(site):
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.suffix not in {".html", ".json", ".atom", ".ics", ".xml", ".svg", ".txt"}:
            continue
        text = file.read_text(encoding="utf-8")
        if not QUOTES.match(path) and path.removesuffix("index.html") not in PUBLISHED:
            assert not OLD_NAME.search(text), (path, OLD_NAME.search(text))
        assert not re.search(r"all 8 made-up places|[Tt]he (3 states|8 towns)", text), path


def test_the_api_has_the_places_of_now_and_those_that_ended(site):
    assert [state["state_code"] for state in answer(site, "states.json")["states"]] == [*"NMSE"]
    ended = answer(site, "places/M02.json")
    assert (ended["valid_to"], len(ended["figures"])) == ("2032-12-31", 3)
    summaries = json.dumps(answer(site, "openapi.json")["paths"])
    assert "The 4 states" in summaries
    assert "The 9 towns" in summaries


def slug(row: list) -> str:
    """The last part of the address of a place in finder.json: empty if it is the name as a slug,
    a hyphen if it is that without its first word."""
    name = re.sub(r"[^a-z0-9]+", "-", row[0].lower())
    return {"": name, "-": name.partition("-")[2]}.get(row[1], row[1])


def test_old_names_lead_to_the_place_that_is_called_otherwise_now(site):
    for folder in ("", "en/", "fr/"):
        finder = json.loads((site / folder / "finder.json").read_text(encoding="utf-8"))
        (found,) = [row for row in finder["lower"] if "Daerah Sintetik Delta" in row[3].split("|")]
        assert (found[0], slug(found)) == ("Daerah Sintetik Delta Baru", "sintetik-delta-baru")
        (beta,) = [row for row in finder["lower"] if slug(row) == "sintetik-beta"]
        assert finder["upper"][beta[2]][0] in (
            "Tengah Sintetik",
            "Synthetic Middle",
            "Milieu synthétique",
        )


def test_the_search_page_lists_each_place_where_it_lies_now(site):
    html = (site / "en/search/index.html").read_text(encoding="utf-8")
    east = re.search(r'<p class="pr-list"><a[^>]*><strong>Synthetic East</strong>.*?</p>', html)[0]
    assert re.findall(r">([^<>]+)</a>", east) == [
        "Bandar Sintetik Gamma",
        "Bandar Sintetik Zeta",
    ]
    assert "Sintetik Theta" not in re.search(r"<strong>Synthetic South.*?</p>", html)[0]
    assert re.search(r"Daerah Sintetik Theta</a> 31 December 2032", html)


def test_values_of_old_years_are_the_same(small_project, site):
    before = small_project / "site"
    for file in sorted((before / "data/places").glob("*.csv")):
        lines = [line for line in rows(file) if "-" not in line["period"]]
        now = rows(site / "data/places" / file.name)
        assert [row for row in now if row["period"] in ("2031", "2032")] == lines
    for code in ("N02", "M01", "S02"):
        was, now = (
            {
                figure["figure_id"]: figure
                for figure in answer(folder, f"places/{code}.json")["figures"]
            }
            for folder in (before, site)
        )
        assert was.items() <= now.items()


def rows(file):
    """The rows of a file of a state; the names in it are those of now."""
    with file.open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    return [{key: cell for key, cell in row.items() if key != "name"} for row in listed]
