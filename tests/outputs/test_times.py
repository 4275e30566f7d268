"""Releases at their addresses, feeds and the calendar, opened by strangers' readers."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import duckdb
import feedparser
import icalendar
import pandas as pd
import pytest
from lxml import etree
from reading import LANGUAGES, article, soup, words

from publicrecord.feeds.calendar import events
from publicrecord.record.releases import read_releases

ATOM = "{http://www.w3.org/2005/Atom}"
RNG = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
HOME = {"id": "", "en": "en/"}


@pytest.fixture(scope="module")
def release(record):
    return read_releases(record).listed[0]


@pytest.fixture(scope="module")
def vintage(site, release) -> Path:
    return (site / "data" / release.version).resolve()


# Tables of a release


def test_the_archive_is_the_file_that_was_released(vintage, release):
    content = (vintage / "prakerja.zip").read_bytes()
    assert hashlib.sha256(content).hexdigest() == release.sha256


def test_each_table_of_the_archive_lies_beside_it_compressed(vintage):
    with zipfile.ZipFile(vintage / "prakerja.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith(".csv")]
        assert len(names) > 25
        for name in names:
            assert gzip.decompress((vintage / f"{name}.gz").read_bytes()) == archive.read(name)


@pytest.mark.nightly
def test_frictionless_accepts_the_package_of_a_release(vintage):
    command = Path(sys.executable).parent / "frictionless"
    result = subprocess.run(
        [command, "validate", vintage / "datapackage.json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-3000:]


def test_pandas_and_duckdb_read_the_tables_as_they_are(vintage):
    file = vintage / "wave_figures.csv.gz"
    counted = (
        duckdb.connect().execute("select count(*) from read_csv(?)", [str(file)]).fetchone()[0]
    )
    assert counted == len(pd.read_csv(file)) > 200


def test_every_value_of_a_release_has_one_permalink(site, vintage, release):
    found = [
        row["id"]
        for page in sorted(vintage.glob("*/index.html"))
        for row in soup(page).select("tr[id]")
    ]
    assert len(found) == len(set(found))
    assert set(found) == {value["claim"] for value in release.values}


def test_a_value_is_said_as_it_was_published(vintage):
    row = soup(vintage / "waves" / "index.html").find(id="waves/1/quota@kompas-200422")
    assert "200.000 orang" in words(row)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_a_release_leads_to_its_files_and_values(site, release, code):
    page = site.resolve() / HOME[code] / "data" / release.version / "index.html"
    links = [link["href"] for link in article(page).select("a[href]")]
    for wanted in ("prakerja.zip", "datapackage.json", "wave_figures.csv.gz"):
        assert any(link.endswith(f"/data/{release.version}/{wanted}") for link in links), wanted
    assert sum(f"data/{release.version}/places-" in link for link in links) >= 38


def test_latest_names_the_archive_with_its_checksum(site, record):
    release = read_releases(record).latest
    latest = json.loads((site / "api" / "v1" / "latest.json").read_text(encoding="utf-8"))
    assert latest["release"]["version"] == release.version
    for file in latest["files"]:
        content = (site / file["path"]).read_bytes()
        if file["sha256"]:
            assert file["sha256"] == hashlib.sha256(content).hexdigest()
            assert file["bytes"] == len(content)


def test_every_number_has_its_history_and_a_permalink_that_is_there(site, record):
    api, root = site / "api" / "v1", site.resolve()
    index = json.loads((api / "history.json").read_text(encoding="utf-8"))
    reported = [
        claim
        for answer in index["answers"]
        for claim in json.loads((api / answer).read_text(encoding="utf-8"))["claims"]
    ]
    released = [claim for claim in reported if claim["values"][0]["version"]]
    assert {claim["claim"] for claim in released} == set(read_releases(record).history)
    for claim in released[:: len(released) // 40]:
        path, _, anchor = claim["values"][0]["published"].partition("#")
        assert soup(root / path / "index.html").find(id=anchor) is not None


# Feeds


@pytest.mark.parametrize("code", LANGUAGES)
def test_feedparser_reads_the_atom_feed_without_a_complaint(site, release, code):
    feed = feedparser.parse(str(site / HOME[code] / "feed.atom"))
    assert feed.bozo is False
    assert feed.feed.language == code
    assert feed.version == "atom10"
    assert any(release.version in entry.title for entry in feed.entries)
    for entry in feed.entries:
        assert entry.link.startswith("http://127.0.0.1:8000/" + HOME[code])
        path = entry.link.removeprefix("http://127.0.0.1:8000/").partition("#")[0]
        assert (site / path / "index.html").is_file()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_atom_feed_keeps_the_schema_of_rfc_4287(site, code):
    tree = etree.parse(site / HOME[code] / "feed.atom")
    assert RNG.validate(tree), RNG.error_log
    feed = tree.getroot()  # what the RFC writes as Schematron
    assert feed.find(f"{ATOM}author") is not None
    for entry in feed.iter(f"{ATOM}entry"):
        links = entry.findall(f"{ATOM}link[@rel='alternate']")
        assert links or entry.find(f"{ATOM}content") is not None
    assert [link.get("href")[-9:] for link in feed.findall(f"{ATOM}link[@rel='self']")] == [
        "feed.atom"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<updated>", "<updated>yesterday "),
        ("<title>", "<name>x</name><title>"),
        ('<link rel="alternate" type="text/html" href=', "<link to="),
        (' type="text/html"', ' type="html"'),
    ],
)
def test_the_schema_would_notice(site, old, new):
    text = (site / "feed.atom").read_text(encoding="utf-8")
    assert old in text
    tree = etree.fromstring(text.replace(old, new, 1).encode())
    assert not RNG.validate(tree)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_json_feed_is_one_of_version_1_1(site, code):
    feed = json.loads((site / HOME[code] / "feed.json").read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["language"] == code
    assert feed["feed_url"].endswith(f"/{HOME[code]}feed.json")
    assert all(author["name"] for author in feed["authors"])
    for item in feed["items"]:
        assert item["id"].startswith("urn:uuid:")
        assert item["content_text"]
        assert item["url"].startswith("http")
        assert dt.datetime.fromisoformat(item["date_published"])
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))


def test_identifiers_are_the_same_for_ever(site):
    """Of the first release: a reader's program would show everything anew if they changed."""
    found = {
        code: json.loads((site / HOME[code] / "feed.json").read_text("utf-8"))["items"][-1]["id"]
        for code in LANGUAGES
    }
    assert found == {
        "id": "urn:uuid:c61dd9b4-4a0e-5d86-bdfd-d2edc35289a3",
        "en": "urn:uuid:19decb8e-10de-5733-8684-888f2bd16ba1",
    }


@pytest.mark.parametrize("page", ["index.html", "gelombang/index.html", "en/waves/index.html"])
def test_pages_name_their_feeds(site, page):
    root = site.resolve()
    head = soup(root / page).head
    for kind in ("application/atom+xml", "application/feed+json"):
        (link,) = head.select(f'link[rel="alternate"][type="{kind}"]')
        target = ((root / page).parent / link["href"]).resolve()
        assert target.is_file()
        assert target.parent == (root / "en" if page.startswith("en/") else root)


# The calendar


@pytest.mark.parametrize("code", LANGUAGES)
def test_icalendar_reads_the_calendar(site, record, code):
    content = (site / HOME[code] / "calendar.ics").read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    found = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(found) == len(record.table("calendar"))
    for row in record.table("calendar").to_dict("records"):
        event = found[f"{row['event_id']}@prakerja-dalam-angka"]
        done = row["done_on"] == row["done_on"]
        day = row["done_on"] if done else row["planned_on"]
        assert event.errors == []
        assert event.decoded("dtstart") == dt.date.fromisoformat(day)
        assert row[f"what_{code}"] in event["summary"]
        assert event["status"] == ("CONFIRMED" if done else "TENTATIVE")


def state_on(record, day: str, planned: str, done: str | None) -> tuple[str, int]:
    frame = record.table("calendar").iloc[[0]].assign(planned_on=planned, done_on=done)
    changed = replace(record, tables=record.tables | {"calendar": frame})
    epoch = int(dt.datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp())
    (event,) = events(changed, epoch)
    return event["state"], event["days"]


@pytest.mark.parametrize(
    ("day", "planned", "done", "state"),
    [
        ("2026-12-28", "2026-12-29", None, ("planned", 0)),
        ("2026-12-29", "2026-12-29", None, ("planned", 0)),
        ("2026-12-30", "2026-12-29", None, ("missed", 0)),
        ("2027-01-05", "2026-12-29", "2027-01-02", ("late", 4)),
        ("2027-01-05", "2026-12-29", "2026-12-29", ("done", 0)),
        ("2027-01-05", "2026-12-29", "2026-12-20", ("done", -9)),
    ],
)
def test_a_missed_day_is_known_at_the_date_of_the_data(record, day, planned, done, state):
    assert state_on(record, day, planned, done) == state


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_of_changes_says_what_there_is(site, record, code):
    page = article(site.resolve() / {"id": "perubahan", "en": "en/changes"}[code] / "index.html")
    rows = page.select(".pr-calendar tbody tr")
    assert len(rows) == len(record.table("calendar"))
    assert {link["href"].rpartition("/")[2] for link in page.select("a[type]")} == {
        "feed.atom", "feed.json", "calendar.ics",
    }  # fmt: skip
    assert re.search(r"2026\.11\.0", words(page))
