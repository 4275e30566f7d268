"""Sentences beside the record: what a headline, a note or a page says must follow from its rows,
and must change with them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import pytest
from reading import LANGUAGES, article, numbers, words
from scratch import language

from prakerja.charts import people, programme, surveys, waves
from prakerja.indicators.surveys import survey_results
from publicrecord.record.claims import countable
from publicrecord.record.package import Record, rows

CODES = [language(code) for code in LANGUAGES]
PAGES = {
    "home": ("", "en"),
    "recipients": ("penerima", "en/recipients"),
    "reach": ("wilayah", "en/regions"),
    "outcomes": ("kepuasan", "en/satisfaction"),
    "obstacles": ("kendala", "en/obstacles"),
}


def known(claims: pd.DataFrame, measure: str) -> dict[int, dict]:
    """The claim shown for each wave that has a value of a measure."""
    shown = countable(claims[claims["table"] == "wave_figures"])
    mine = shown[(shown["measure_id"] == measure) & shown["value"].notna()]
    return {int(row["wave"]): row for row in rows(mine)}


def without(claims: pd.DataFrame, wave: int, measure: str) -> pd.DataFrame:
    """The claims, as if a figure of a wave had not been found."""
    gone = claims["wave"].eq(wave) & claims["measure_id"].eq(measure)
    return claims[~gone]


def expanded(text: str) -> set[int]:
    """Waves as a text draws them together: 1–3, 7."""
    spans = re.findall(r"(\d+)(?:–(\d+))?", text)
    return {wave for first, last in spans for wave in range(int(first), int(last or first) + 1)}


# Waves


@pytest.mark.parametrize("lost", [None, 10, 16])
@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_the_headline_of_the_waves_counts_intakes_and_quotas_apart(
    record, claims, scope, said, lost
):
    claims = claims if lost is None else without(claims, lost, "recipients_selected")
    chart = waves.charts(record, claims, scope)[0]
    intakes, quotas = known(claims, "recipients_selected"), known(claims, "quota")
    only_quota = set(quotas) - set(intakes)
    largest = max(row["value"] for row in intakes.values())
    assert sorted(numbers(chart.headline(said))) == sorted(
        [len(intakes), len(record.table("waves")), len(only_quota), largest]
    )
    assert largest in numbers(chart.alt(said))


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_the_note_names_the_waves_of_which_nothing_was_found_and_no_year(
    record, claims, charts, said
):
    found = set(known(claims, "recipients_selected")) | set(known(claims, "quota"))
    unknown = set(record.table("waves")["wave"]) - found
    (note,) = [note(said) for note in charts["recipients-by-wave"].notes]
    assert expanded(note) == unknown


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_a_rounded_number_does_not_fill_a_quota_exactly(claims, charts, said):
    intakes, quotas = known(claims, "recipients_selected"), known(claims, "quota")
    both = [(intakes[wave], quotas[wave]) for wave in intakes if wave in quotas]
    exactly = [
        pair
        for pair in both
        if pair[0]["value"] == pair[1]["value"]
        and {row["status"] for row in pair} <= {"published", "revised", "derived"}
    ]
    headline = charts["quota-and-intake"].headline(said)
    assert sorted(numbers(headline)) == sorted([len(exactly), len(both)])


# The programme as a whole


def since_start(claims: pd.DataFrame) -> pd.DataFrame:
    shown = countable(claims[claims["table"] == "programme_figures"])
    mine = shown["measure_id"].eq("registrants") & shown["period"].eq("cumulative")
    return shown[mine & shown["wave_to"].isna()].sort_values("as_of")


def test_a_count_of_registrants_above_the_official_growth_is_a_contradiction_reported(
    record, claims
):
    """At most the new registrants of 2022 can be added to the last count of 2021."""
    counts = since_start(claims)
    before = counts[counts["as_of"] < "2022"].iloc[-1]["value"]
    new = countable(claims)[
        lambda c: c["measure_id"].eq("registrants_new") & c["period"].eq("2022")
    ]
    (growth,) = new["value"]
    place = 100_000  # the new registrants are rounded to it, and 79 million is "more than"
    within = counts[counts["as_of"].between("2022", "2022-99")]
    too_many = within[within["value"] > before + growth + 10 * place]
    reported = {
        claim for row in rows(record.table("comparisons")) for claim in row["claims"].split()
    }
    assert not too_many.empty
    assert set(too_many["claim_id"]) <= reported


def uncompared(record: Record, comparison: str) -> Record:
    """The record without a row of comparisons.csv."""
    table = record.table("comparisons")
    kept = table[table["comparison_id"] != comparison]
    return replace(record, tables={**record.tables, "comparisons": kept})


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_the_headline_of_registrations_tells_a_contradiction_and_only_one_in_the_record(
    record, claims, scope, said
):
    counts = since_start(claims)
    last, before = counts.iloc[-1]["value"], counts.iloc[-2]["value"]

    def headline(of: Record) -> list[float]:
        charts = {chart.chart_id: chart for chart in programme.charts(of, claims, scope)}
        return numbers(charts["registrations"].headline(said))

    assert {last, before} <= set(headline(record))
    alone = headline(uncompared(record, "registrations-2022"))
    assert last in alone
    assert before not in alone


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_a_chart_of_registrations_has_no_number_that_is_not_on_it(charts, said):
    assert not re.search(r"many times|berkali lipat", charts["registrations"].headline(said))


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_both_net_totals_are_named_with_their_waves_where_one_is_our_sum(claims, charts, said):
    net = countable(claims)
    net = net[net["measure_id"].eq("recipients_net") & net["period"].eq("cumulative")]
    net = net[net["wave_from"].eq(1) & net["wave_to"].notna() & net["status"].ne("rounded")]
    ours = net[net["status"] == "derived"].sort_values("as_of").iloc[-1]
    published = net[net["status"] != "derived"].sort_values("as_of").iloc[-1]
    assert ours["as_of"] > published["as_of"]
    reported = numbers(charts["recipients-since-start"].headline(said))
    assert reported == [ours["value"], ours["wave_to"], published["value"], published["wave_to"]]


@pytest.mark.parametrize("at", range(2), ids=LANGUAGES)
def test_home_says_which_of_the_two_net_totals_it_shows(site, charts, at):
    home = words(article(site / PAGES["home"][at] / "index.html"))
    total, wave, published, last = numbers(charts["recipients-since-start"].headline(CODES[at]))
    assert {total, wave, published, last} <= set(numbers(home))
    assert re.search(r"last exact total found|jumlah persis terakhir yang kami temukan", home)


def test_what_we_worked_out_is_not_called_printed(charts, claims):
    frame = charts["printed-and-shown"].frame
    assert (frame["value"] == frame["printed"] - frame["shown"]).all()
    published = claims.set_index("claim_id")["status"]
    assert "derived" not in set(frame["claim_id"].map(published))


# Who the recipients are


def test_no_share_of_women_since_the_start_needs_more_women_than_people_came(record, claims, scope):
    """51 percent up to wave 47, then 490,000 people named: at most all of them women."""
    shown = countable(claims)

    def value(figure: str) -> float:
        (found,) = shown.loc[shown["figure_id"] == figure, "value"]
        return float(found)

    whole = value("programme/recipients_net/cumulative/1-47")
    named = value("programme/recipients_gross/2023/48-/2023-06-16")
    before = value("demographics/gender/female/all/2020-2022/1-47/share_of_recipients")
    most = ((before + 0.5) / 100 * whole + named) / (whole + named) * 100
    (chart,) = people.charts(record, claims, scope)
    frame = chart.frame[chart.frame["wave_from"] == 1]
    then = frame[frame["as_of"].between("2023-02-17", "2023-06-16")]
    assert then["value"].le(most + 0.5).all(), then[["as_of", "value", "source_id"]]


# Surveys


def of_the_programme(results: pd.DataFrame) -> pd.DataFrame:
    """Results on satisfaction, but those that the public gave."""
    of_public = results["population_en"].str.contains("public", case=False)
    return results[results["topic"].eq("satisfaction") & ~of_public]


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_no_result_on_satisfaction_is_left_out_but_the_steps_of_a_sum(record, claims, charts, said):
    frame = charts["satisfaction"].frame
    every = of_the_programme(survey_results(record, claims))
    left_out = every[~every["claim_id"].isin(frame["claim_id"])]
    shown_sums = frame[frame["item_id"].str.endswith("-satisfied-or-very")]
    for row in rows(left_out):
        subject = row["item_id"].split("-")[0]
        sums = shown_sums[shown_sums["survey_id"] == row["survey_id"]]["item_id"]
        assert f"{subject}-satisfied-or-very" in set(sums), row["claim_id"]
    assert numbers(charts["satisfaction"].headline(said)) == [
        len(frame), frame["survey_id"].nunique(), frame["value"].min(), frame["value"].max(),
    ]  # fmt: skip


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_the_list_of_satisfaction_claims_this_record_only_and_names_what_the_public_said(
    record, claims, charts, said
):
    notes = " ".join(note(said) for note in charts["satisfaction"].notes)
    assert re.search("in this record|dalam catatan ini", notes)
    assert not re.search("programme that were found|program yang ditemukan", notes)
    results = survey_results(record, claims)
    of_public = results[results["item_id"].eq("public-satisfied-with-programme")]
    assert len(of_public) >= 1
    for row in rows(of_public):
        assert f"{said.of(row, 'name')}, " in notes
        assert f"{said.number(row['value'])} per" in notes


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_a_new_low_result_on_satisfaction_changes_the_headline(record, claims, scope, said):
    low = claims["claim_id"].str.startswith("surveys/csis-2021/satisfied-with-programme/")
    changed = claims.assign(value=claims["value"].mask(low, 61.5))
    headline = surveys.charts(record, changed, scope)[0].headline(said)
    assert min(numbers(headline)[2:]) == 61.5


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_the_notes_name_own_surveys_and_those_without_a_number_of_answers(record, charts, said):
    frame = charts["satisfaction"].frame
    notes = [note(said) for note in charts["satisfaction"].notes]
    own = frame[frame["survey_id"].str.startswith("pmo-")]
    for reported, pattern in [
        (own, r"management itself|oleh Manajemen Pelaksana"),
        (frame[frame["sample_size"].isna()], r"not in this record|tidak ada dalam catatan"),
    ]:
        (note,) = [text for text in notes if re.search(pattern, text)]
        assert all(said.of(row, "name") in note for row in rows(reported))


def facts(site, at: int) -> Iterable:
    for addresses in PAGES.values():
        yield from article(site / addresses[at] / "index.html").select("li.pr-fact[data-claim]")


@pytest.mark.parametrize("at", range(2), ids=LANGUAGES)
def test_a_survey_in_large_type_says_who_asked_and_an_own_one_that_it_is_own(site, record, at):
    known = {row["survey_id"]: row for row in rows(record.table("surveys"))}
    reported = {fact: str(fact["data-claim"]).split("/") for fact in facts(site, at)}
    found = {fact: known[key[1]] for fact, key in reported.items() if key[0] == "surveys"}
    assert len(found) >= 5
    for fact, survey in found.items():
        text = words(fact)
        assert CODES[at].of(survey, "population") in text
        assert (
            CODES[at].of(survey, "sample") or ("tidak ada dalam catatan", "not in this record")[at]
        ) in text
        if survey["organisation_id"] == "Manajemen Pelaksana":
            assert ("Survei Manajemen Pelaksana sendiri", "own survey")[at] in text
        assert "independen" not in text


@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_a_picture_without_whiskers_is_not_said_to_have_them(charts, said):
    for chart in charts.values():
        reported = " ".join(note(said) for note in chart.notes)
        if chart.mark != "dots":
            assert not re.search(r"whisker|Garis melintang", reported), chart.chart_id
    assert "2.24" in " ".join(note(CODES[1]) for note in charts["opinions"].notes)


def test_what_the_director_said_of_bps_is_not_shown_as_its_result(claims):
    retold = claims[claims["item_id"] == "unemployed-now-employed-bps"]
    assert set(retold["status"]) == {"unfit"}
    assert not retold["chosen"].any()


@pytest.mark.parametrize("question", ["received", "useful"])
@pytest.mark.parametrize("said", CODES, ids=LANGUAGES)
def test_kartu_prakerja_is_called_first_among_aids_only_where_it_is(
    record, claims, scope, said, question
):
    item = {"received": "received-electricity-subsidy", "useful": "electricity-felt-most-useful"}
    other = claims["item_id"].eq(item[question])
    assert other.any()
    changed = claims.assign(value=claims["value"].mask(other, 99))
    charts = {chart.chart_id: chart for chart in surveys.charts(record, changed, scope)}
    headline = charts[f"aid-{question}"].headline(said)
    assert 99 in numbers(headline)
    assert not re.search(r"Prakerja|said they received it|mengaku menerimanya", headline)


# Statements, obstacles


def test_no_obstacle_carries_a_number_of_recipients(record):
    basis = record.table("measures").set_index("measure_id")["basis"]
    counted = record.table("obstacles")["measure_id"].dropna()
    wrong = [m for m in counted if m.startswith("recipients") and basis[m] != "survey"]
    assert wrong == []


def test_praise_at_second_hand_names_who_tells_it(record):
    reported = record.table("statements").set_index("statement_id").loc["kpk-best-practice"]
    assert "direktur eksekutif" in reported["text_id"]
    assert "executive director" in reported["text_en"]


@pytest.mark.parametrize("at", range(2), ids=LANGUAGES)
def test_the_districts_named_are_those_of_which_the_record_has_a_count(site, claims, at):
    shown = countable(claims[claims["table"] == "place_figures"])
    districts = set(shown.loc[shown["code"].str.len() == 8, "place_as_printed"])
    lead = words(article(site / PAGES["reach"][at] / "index.html").select_one("p.pr-lead"))
    assert all(name in lead for name in districts)
    assert not re.search(r"only one count|hanya satu angka", lead)


def test_no_statement_calls_a_district_the_only_one(record):
    for row in rows(record.table("statements")):
        assert not re.search(r"the only district|satu-satunya kecamatan", row["text_en"], re.I)
        assert not re.search(r"satu-satunya kecamatan", row["text_id"], re.I)


@pytest.mark.parametrize("at", range(2), ids=LANGUAGES)
def test_training_is_called_wholly_online_only_with_its_date(site, at):
    page = words(article(site / PAGES["obstacles"][at] / "index.html"))
    for sentence in re.split(r"(?<=\.) ", page):
        if re.search(r"wholly online|sepenuhnya daring", sentence):
            assert "2021" in sentence, sentence
