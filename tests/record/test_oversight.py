"""What auditors and evaluations found, and who said it: nothing is shown by one side only."""

from __future__ import annotations

import re


def test_a_finding_disputed_or_accepted_has_its_answer_and_where_it_was_read(record):
    findings = record.table("audit_findings")
    cells = findings[["answer_id", "answer_en", "answer_source_id"]]
    answered = findings["answer_state"].isin(["disputed", "accepted"])
    assert answered.equals(cells.notna().all(axis=1))
    assert answered.equals(cells.notna().any(axis=1))
    assert set(findings["answer_state"]) == {"disputed", "accepted", "not_recorded", "not_needed"}


def test_an_answer_to_all_findings_of_a_report_is_said_to_be_general(record):
    """One text that answers several findings names none of them, unless they are one finding."""
    findings = record.table("audit_findings").dropna(subset=["answer_en"])
    accepted = findings[findings["answer_state"].eq("accepted")]
    shared = accepted[accepted["answer_en"].duplicated(keep=False)]
    assert shared["answer_en"].str.contains("said in general; this finding is not named").all()
    assert shared["answer_id"].str.contains("berlaku umum; temuan ini tidak disebut").all()
    assert len(shared) >= 5


def test_an_answer_names_who_gave_it(record):
    findings = record.table("audit_findings").dropna(subset=["answer_source_id"])
    sources = record.table("sources").set_index("source_id")
    for row in findings.itertuples():
        speaker = sources.loc[row.answer_source_id, "said_by_en"].rpartition(", ")[2].split()[0]
        assert speaker in row.answer_en
        assert speaker in row.answer_id


def test_null_and_negative_results_stand_beside_the_positive(record):
    results = record.table("evaluation_figures")
    assert set(results["direction"]) >= {"positive", "negative", "no_difference"}
    assert results["significance"].eq("not_significant").sum() >= 3
    sizes = results["value"].notna()
    assert sizes.equals(results["status"].eq("published"))


def test_every_study_has_results_here_or_among_the_surveys(record):
    studies = record.table("evaluations")
    results = record.table("evaluation_figures")
    surveyed = studies["survey_id"].notna()
    assert (surveyed | studies["study_id"].isin(results["study_id"])).all()


def test_what_was_not_found_again_is_not_in_the_record(claims):
    """Numbers of the second research that no page could be found for."""
    rejected = {
        ("training_providers", 245), ("trainings", 1_216), ("realisation_above_target", 14.29),
        ("completed_training", 4_600_000), ("recipients_unstated", 63_000),
    }  # fmt: skip
    assert not rejected & set(zip(claims["measure_id"], claims["value"], strict=True))
    registrants = claims[claims["measure_id"] == "share_of_registrants"]
    assert (registrants["table"] != "province_figures").all()


def test_recipients_are_called_net_only_where_the_source_does(record, claims):
    said = claims[claims["source_id"].isin(["suara-210913", "okezone-220113"])]
    places = said[(said["table"] == "place_figures") & said["measure_id"].str.startswith("recip")]
    assert len(places) == 3
    assert set(places["measure_id"]) == {"recipients_unstated"}
    titles = claims["source_id"].map(record.table("sources").set_index("source_id")["title"])
    net = claims["measure_id"].eq("recipients_net") & ~claims["status"].isin(["unfit", "derived"])
    assert net.sum() > 90
    for title, note in zip(titles[net], claims.loc[net, "note_en"].fillna(""), strict=True):
        assert "Efektif" in title or "efektif" in note or re.search("inference|inferred", note)


def test_a_gross_count_whose_basis_the_source_does_not_say_is_not_called_so_without_a_word(claims):
    gross = claims[claims["measure_id"].eq("recipients_gross")].set_index("claim_id")
    assert not [c for c in gross.index if "madiuntoday" in c]
    (reported,) = gross.loc[gross.index.str.endswith("@kompas-201124"), "note_en"]
    assert "our inference" in reported


def test_a_source_at_first_hand_names_its_speaker(record):
    sources = record.table("sources")
    known = sources["first_hand"].notna() & sources["kind"].isin(["official", "research"])
    assert sources.loc[known & sources["first_hand"].eq("true"), "said_by_en"].notna().all()


def test_surveys_of_the_programme_say_that_they_are_its_own(record):
    surveys = record.table("surveys")
    own = surveys["organisation_en"].str.startswith("Programme management")
    assert own.sum() > 10
    assert surveys.loc[own, "conduct_en"].str.contains("Self-survey|the programme's own").all()


def test_the_sample_of_a_pollster_is_named_where_the_programme_supplied_it(record):
    surveys = record.table("surveys").set_index("survey_id")
    assert surveys.loc["cyrus-2021-05", "sample_from_en"].startswith("Programme management")
    assert surveys.loc["cyrus-2021-05", "paid_by_en"] == "Not stated"


def test_where_sources_differ_on_a_sample_both_are_beside_it(record, claims):
    """J-PAL: the press, and a draft page whose figures are kept as unfit."""
    study = record.table("evaluations").set_index("study_id").loc["jpal"]
    survey = record.table("surveys").set_index("survey_id").loc[study["survey_id"]]
    for text in (study["data_en"], survey["sample_en"]):
        assert {"47,000", "47,750"} <= set(re.findall(r"\d+,\d+", text))
    for text in (study["data_id"], survey["sample_id"]):
        assert {"47.000", "47.750"} <= set(re.findall(r"\d+\.\d+", text))
    for text in (study["data_en"], survey["fieldwork_note_en"]):
        assert "August–October 2021" in text
        assert "19 June–21 October 2021" in text
    printed = set(claims.loc[claims["survey_id"].eq(study["survey_id"]), "source_id"])
    assert len(printed) >= 3
    for code in ("id", "en"):
        assert all(source in study[f"note_{code}"] for source in printed)


def test_a_design_says_no_more_than_the_research(record):
    """The research calls one study a cross-section, one over provinces."""
    designs = record.table("evaluations")[["design_id", "design_en"]]
    assert not designs["design_en"].str.contains("cross-section").any()
    assert not designs["design_id"].str.contains("potongan lintang").any()


def test_an_effect_in_some_provinces_only_says_so_in_its_name(record):
    (row,) = record.table("evaluation_figures").query("unit == 'provinces'").itertuples()
    assert f"{row.value:.0f} provinces only" in row.text_en
    assert f"hanya di {row.value:.0f} provinsi" in row.text_id


def test_a_year_that_was_inferred_is_called_so_in_every_finding_of_the_report(record):
    findings = record.table("audit_findings").fillna("")
    inferred = findings["note_en"].str.contains("year is inferred")
    reports = findings["report_en"].isin(findings.loc[inferred, "report_en"])
    assert inferred.sum() >= 3
    assert inferred.equals(reports)
    assert findings.loc[reports, "note_id"].str.contains("Tahun programnya kami simpulkan").all()


def test_what_a_body_claims_is_not_called_a_fact(record):
    """Among the rows without need of an answer is a saving that KPK claims for itself."""
    findings = record.table("audit_findings").set_index("finding_id")
    assert findings.loc["kpk-2021-saved-face-recognition", "answer_state"] == "not_needed"
    codes = record.table("codes").set_index(["code_list", "code"]).sort_index()
    state = codes.loc[("answer_state", "not_needed")]
    assert not re.search(r"\bfacts?\b", state["definition_en"])
    assert not re.search(r"\bfakta\b", state["definition_id"])


def test_what_was_not_found_of_a_body_names_what_was_found(record):
    findings = record.table("audit_findings")
    later = findings[findings["body_id"].str.contains("KPK") & findings["as_of"].ge("2021")]
    said = record.table("statements").set_index("statement_id")
    missing = said.loc["missing-oversight", "text_en"]
    assert not later.empty
    assert all(re.search(r"\w+ 20\d\d$", title).group() in missing for title in later["report_en"])
    assert "5 August 2021" in said.loc["kpk-monitoring-2021", "text_en"]
    assert "5 August 2021" in missing


def test_a_statement_of_what_is_missing_can_be_read_alone(record):
    missing = record.table("statements").query("topic == 'missing'")
    assert not missing["text_en"].str.contains("the same files").any()
    assert not missing["text_id"].str.contains("berkas yang sama").any()
