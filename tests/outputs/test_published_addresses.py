"""No address that was published is lost: what moved leaves a page that leads to its new address."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from scratch import run_build

from publicrecord.deploy.published_addresses import Published, moves, published
from publicrecord.findings import ValidationFailed

LIST = "site_src/published_addresses.csv"
TOWNS, STATES = "data/reference/towns.csv", "data/reference/states.csv"


@pytest.fixture
def listed(small):
    """A project whose addresses are listed."""
    result = run_build(small, "addresses")
    assert result.returncode == 0, result.stdout
    return small


def replace(project, name, old, new):
    file = project / name
    text = file.read_text(encoding="utf-8")
    assert old in text, (name, old)
    file.write_text(text.replace(old, new), encoding="utf-8")


def moved_to(page, old="", host="") -> str:
    """Where a page says that it moved; its link, its refresh and its canonical address agree."""
    html = page.read_text(encoding="utf-8")
    (canonical,) = re.findall('<link rel="canonical" href="([^"]*)">', html)
    (refresh,) = re.findall('http-equiv="refresh" content="0; url=([^"]*)"', html)
    (link,) = re.findall('<a href="([^"]*)">', html)
    assert link == refresh
    assert canonical == (urljoin(f"{host}{old}/", link) if host else link)
    return link


@pytest.mark.nightly
def test_a_renamed_place_keeps_its_old_addresses(listed):
    replace(listed, TOWNS, "Sint. Eta", "Sint. Iota")
    replace(listed, STATES, "Selatan Sintetik,Synthetic South", "Hilir Sintetik,Synthetic Lower")
    host = "https://example.org/figures/"
    result = run_build(listed, SITE_URL=host)
    assert result.returncode == 0, result.stdout
    site = listed / "site"
    for old, href in {
        "kawasan/selatan-sintetik": "../hilir-sintetik/",
        "kawasan/selatan-sintetik/sintetik-eta": "../../hilir-sintetik/sintetik-iota/",
        "kawasan/selatan-sintetik/sintetik-theta": "../../hilir-sintetik/sintetik-theta/",
        "en/regions/synthetic-south/sintetik-eta": "../../synthetic-lower/sintetik-iota/",
        "fr/regions/sud-synthetique/sintetik-eta": "../sintetik-iota/",
    }.items():
        assert moved_to(site / old / "index.html", old, host) == href
        assert (site / old / href / "index.html").is_file()
    assert 'lang="fr"' in (site / "fr/regions/sud-synthetique/sintetik-eta/index.html").read_text()
    old_file, new_file = site / "data/places/selatan-sintetik.csv", "data/places/hilir-sintetik.csv"
    assert old_file.read_bytes() == (site / new_file).read_bytes()
    rules = (site / "_redirects").read_text().splitlines()
    assert "/figures/kawasan/selatan-sintetik/ /figures/kawasan/hilir-sintetik/ 301" in rules
    for now in ("kawasan/hilir-sintetik/index.html", "sitemap.xml"):
        assert "selatan-sintetik/" not in (site / now).read_text()


@pytest.mark.nightly
def test_what_is_gone_is_refused_until_its_row_says_where_it_moved(listed):
    before = (listed / "site").resolve()
    with (listed / LIST).open("a", encoding="utf-8") as stream:
        stream.write("old-page/,,\nold-file.csv,,\n")
    result = run_build(listed)
    assert result.returncode == 1
    assert "[address-lost]" in result.stdout
    assert f"{LIST}, row " in result.stdout
    assert (listed / "site").resolve() == before
    replace(
        listed,
        LIST,
        "old-page/,,\nold-file.csv,,",
        "old-page/,,kawasan/utara-sintetik/\nold-file.csv,,data/items.csv",
    )
    assert run_build(listed).returncode == 0
    assert moved_to(listed / "site/old-page/index.html") == "../kawasan/utara-sintetik/"
    items = listed / "site/data/items.csv"
    assert (listed / "site/old-file.csv").read_bytes() == items.read_bytes()

    assert run_build(listed, "addresses").returncode == 0  # adds nothing, keeps what was written
    rows = (listed / LIST).read_text(encoding="utf-8").splitlines()
    assert "old-page/,,kawasan/utara-sintetik/" in rows
    assert len(rows) == len(set(rows)) == len(published(listed)) + 1


NOW = {"", "data/", "data/items.csv", "data/LICENSE", "feed.atom"}


@pytest.mark.parametrize(
    ("address", "moved_to", "rule"),
    [
        ("old-page/", "", "address-lost"),
        ("old-page/", "nowhere/", "address-moved-nowhere"),
        ("old-page/", "data/items.csv", "address-moved-nowhere"),
        ("old-file.csv", "data/", "address-moved-nowhere"),
        ("../outside/", "data/", "address-unfit"),
        ("/etc/cron.d/x", "data/items.csv", "address-unfit"),
        ("a/../../b/", "data/", "address-unfit"),
        ("a//b/", "data/", "address-unfit"),
        ("CNAME", "data/LICENSE", "address-unfit"),
        ("security.txt", "data/LICENSE", "address-unfit"),
        (".well-known/security.txt", "data/LICENSE", "address-unfit"),
        ("_redirects", "data/LICENSE", "address-unfit"),
        ("assets/x.js", "data/items.csv", "address-unfit"),
        ("evil.html", "data/LICENSE", "address-moved-nowhere"),
        ("evil.svg", "feed.atom", "address-moved-nowhere"),
        ("C:\\x", "data/items.csv", "address-unfit"),
        ("<<<<<<< HEAD", "", "address-unfit"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address, moved_to, rule):
    with pytest.raises(ValidationFailed) as refused:
        moves([Published(address, "", moved_to, 2)], NOW, lambda _old: "")
    assert [finding.rule.rule_id for finding in refused.value.findings] == [rule]


def test_an_address_that_leads_somewhere_is_not():
    page, file = Published("old-page/", "", "data/"), Published("old.csv", "", "data/items.csv")
    place, kept = Published("old-place/", "N"), Published("data/", "", "gone/")
    given = moves([page, file, place, kept], NOW, lambda old: "data/" if old.place_code else "")
    assert given == {page: "data/", file: "data/items.csv", place: "data/"}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "header-differs"),
        (b"address;place_code;moved_to\n", "header-differs"),
        (b"address,place_code,moved_to\nold-page/\n", "row-shape"),
        (b"address,place_code,moved_to\n\xe9/,,\n", "file-unreadable"),
        (b"x" * 9_000_000, "file-too-big"),
        (b"address,place_code,moved_to\n" + b"x" * 200_000 + b",,\n", "file-unreadable"),
        (b'address,place_code,moved_to\n"old-page/,,\n', "file-unreadable"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path, content, rule):
    (tmp_path / "site_src").mkdir()
    (tmp_path / LIST).write_bytes(content)
    with pytest.raises(ValidationFailed) as refused:
        published(tmp_path)
    assert [finding.rule.rule_id for finding in refused.value.findings] == [rule]
