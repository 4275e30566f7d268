"""What readers ask about the numbers of Kartu Prakerja: the one list of questions, with the claims
that answer them and the charts that they are about."""

from __future__ import annotations

from publicrecord.indicators.questions import Question, Sum, Term
from publicrecord.language import N_

UNEXPLAINED = N_("No source explains the difference.")

GROSS = "programme/recipients_gross"
NET = "programme/recipients_net"
UNSTATED = "programme/recipients_unstated"
REGISTRANTS = "programme/registrants/cumulative/-"
WOMEN = "demographics/gender/female/all"
SKILLS = "work-skills-increased/survey_share"

NET_2020 = f"{NET}/2020/1-11@okezone-210223"
GROSS_2020 = f"{GROSS}/2020/1-11@okezone-210223"
NET_2021 = f"{NET}/2021/12-22@inews-211215"
ADDED_NET = f"{NET}/cumulative/1-71@topcareer-241119"
PUBLISHED_NET = f"{NET}/cumulative/1-69@gh-stat-html"
TO_WAVE_10 = f"{GROSS}/cumulative/1-10@kompas-201105"
ALL_GROSS = f"{GROSS}/cumulative/1-/2024-08-22@gh-kab"
GROSS_BY_YEAR = (
    f"{GROSS}/2020/1-11@gh-kab",
    f"{GROSS}/2021/12-22@gh-kab",
    f"{GROSS}/2022/23-47@gh-kab",
    f"{GROSS}/2023/48-62@gh-kab",
    f"{GROSS}/2024/63-/2024-08-22@gh-kab",
)


def _sum(*claim_ids: str) -> tuple[Term, ...]:
    return tuple(Term("+", claim_id) for claim_id in claim_ids)


def _difference(first: str, *others: str) -> tuple[Term, ...]:
    return (Term("+", first), *(Term("-", claim_id) for claim_id in others))


IN_2021 = Question(
    "second-year",
    N_("{said} recipients in {said_period}?"),
    N_(
        "Rounded, yes. After revocations {exact} were recipients: net, {exact_span}, as of "
        "{exact_date} ({exact_source}). The {said} are a rounded number of an earlier day: net, "
        "{said_span}, as of {said_date} ({said_source})."
    ),
    {"exact": NET_2021, "said": f"{NET}/2021/12-21@kontan-210923"},
    ("recipients-by-year-net", "recipients-by-year-gross", "printed-and-shown"),
    (
        Sum(
            N_("From the rounded number to the exact one"),
            _difference(NET_2021, f"{NET}/2021/12-21@kontan-210923"),
            note=N_("The rounded number is of an earlier day and leaves out the last wave."),
        ),
        Sum(
            N_("From gross to net: people named in decrees less memberships revoked"),
            _difference(GROSS_BY_YEAR[1], "programme/revoked/2021/12-22@kompas-211203"),
            beside=NET_2021,
            note=UNEXPLAINED,
        ),
        Sum(
            N_("From a lower number that was printed for the same waves"),
            _difference(NET_2021, f"{NET}/2021/12-22@okezone-211205"),
            note=UNEXPLAINED,
        ),
    ),
)

IN_2020 = Question(
    "first-year",
    N_("{said} or {gross} recipients in {gross_period}?"),
    N_(
        "Both, because they count different things. {gross} were named in decrees (gross) and "
        "{net} "
        "were recipients after revocations (net): {net_span}, as of {net_date}, both from the same "
        "source ({net_source}). The {said} are the net number, rounded ({said_source})."
    ),
    {"said": f"{NET}/2020/1-11@kontan-210923", "gross": GROSS_2020, "net": NET_2020},
    ("recipients-by-year-net", "recipients-by-year-gross", "printed-and-shown"),
    (
        Sum(
            N_("From gross to net: between them are the memberships revoked"),
            _difference(GROSS_2020, NET_2020),
            beside="programme/revoked/2020/1-10@kompas-201105",
            note=N_(
                "The last exact number of revocations that we found is of an earlier day and fewer "
                "waves. No source explains the rest of the difference."
            ),
        ),
        Sum(
            N_("From the waves to gross"),
            _sum(TO_WAVE_10, "waves/11/recipients_selected@kompas-201110"),
            beside=GROSS_2020,
            note=N_("The intake of the last wave was published only as a rounded number."),
        ),
        Sum(
            N_("A third number, and the gross number without the last wave"),
            _difference(f"{UNSTATED}/2020/1-11@bisnis-201123", TO_WAVE_10),
            note=N_(
                "Our inference: this is the gross number without the last wave, rounded. The "
                "source "
                "does not say so."
            ),
        ),
        Sum(
            N_("The number that another paper printed of the same speaker and day, and gross"),
            _difference(GROSS_2020, f"{GROSS}/2020/1-11@kompas-201124"),
            note=UNEXPLAINED,
        ),
    ),
)

IN_ALL = Question(
    "in-all",
    N_("{said}, {added} or {gross} recipients in all?"),
    N_(
        "After revocations {net} were recipients: net, {net_span}, as of {net_date}, the last "
        "exact "
        "total published ({net_source}). With the later waves it is {added}, added up by us from "
        "published numbers: net, {added_span}, as of {added_date} ({added_source}). {gross} were "
        "named in decrees: gross, {gross_span}, as of {gross_date}, added up by us from all "
        "regencies and cities ({gross_source}). The {said} are a rounded net number "
        "({said_source})."
    ),
    {
        "said": f"{NET}/cumulative/1-/2024-10-03@kontan-241003",
        "net": PUBLISHED_NET,
        "added": ADDED_NET,
        "gross": ALL_GROSS,
    },
    ("recipients-since-start", "printed-and-shown"),
    (
        Sum(
            N_("Net, added up to the last wave"),
            _sum(f"{NET}/cumulative/1-62@gh-map23", f"{NET}/2024/63-71@topcareer-241119"),
            beside=f"{NET}/cumulative/1-/2024-10-01@kaltenglima-2410",
            note=N_(
                "That the second number is net is our inference: its source does not say so. The "
                "published total is rounded."
            ),
        ),
        Sum(
            N_("Between the two net totals: the last waves"),
            _difference(ADDED_NET, PUBLISHED_NET),
            note=N_("Our sum. A published number of these waves alone was not found."),
        ),
        Sum(
            N_("From the rounded net number to the last exact total published"),
            _difference(PUBLISHED_NET, f"{NET}/cumulative/1-/2024-10-03@kontan-241003"),
            note=N_("The rounded number is of a later day; up to which wave is not said."),
        ),
        Sum(
            N_("Gross, year by year"),
            _sum(*GROSS_BY_YEAR),
            beside=ALL_GROSS,
            note=N_("That the last year is not complete is our inference."),
        ),
        Sum(
            N_("From gross to net, in all"),
            _difference(ALL_GROSS, ADDED_NET),
            note=N_(
                "Gross less net, of different days. A number of all memberships revoked was not "
                "found, so no source explains the difference."
            ),
        ),
    ),
)

REGISTRATIONS = Question(
    "registrants",
    N_("{first}, {second} or {third} registrants?"),
    N_(
        "Which is right cannot be told from what was published: sources count from different "
        "stages "
        "of registration. {second} by {second_date} ({second_source}); {first} by {first_date}, "
        "counted from the first entry of an e-mail address ({first_source}). What the {third} by "
        "{third_date} count is not said, and they contradict the counts before them "
        "({third_source})."
    ),
    {
        "first": f"{REGISTRANTS}/2021-09-23@kontan-210923",
        "second": f"{REGISTRANTS}/2021-09-13@bisnis-210913",
        "third": f"{REGISTRANTS}/2022-06-18@idx-220618",
    },
    ("registrations",),
    (
        Sum(
            N_("Between the first two numbers"),
            _difference(
                f"{REGISTRANTS}/2021-09-23@kontan-210923", f"{REGISTRANTS}/2021-09-13@bisnis-210913"
            ),
            note=UNEXPLAINED,
        ),
        Sum(
            N_("The last count of a year and all new registrants of the next, against the third"),
            _sum(
                f"{REGISTRANTS}/2021-12-15@catatanfakta",
                "programme/registrants_new/2022/23-47@lap22",
            ),
            beside=f"{REGISTRANTS}/2022-06-18@idx-220618",
            note=N_(
                "The third number is of an earlier day than the sum, and still higher. No source "
                "explains the difference."
            ),
        ),
        Sum(
            N_("Between the third number and the count before it"),
            _difference(
                f"{REGISTRANTS}/2022-06-18@idx-220618", f"{REGISTRANTS}/2022-04-30@jambiind-220719"
            ),
            note=UNEXPLAINED,
        ),
    ),
)

CYRUS = "surveys/cyrus-2021-05"
OWN_SURVEY = "surveys/pmo-service-2021/satisfied-management-service/survey_share@kontan-210923"
SATISFIED = Question(
    "satisfied",
    N_("Are {share} satisfied?"),
    N_(
        "With the service of the programme management, by its own survey: {share} of its "
        "recipients, "
        "as of {share_date} ({share_source}). It is not an independent result, and not one on the "
        "programme as a whole; the wording of the question was not found."
    ),
    {"share": OWN_SURVEY},
    ("satisfaction",),
    (
        Sum(
            N_("How a second survey comes to nearly the same share: two answers added"),
            _sum(
                f"{CYRUS}/platform-very-satisfied/survey_share@bisnis-210520",
                f"{CYRUS}/platform-satisfied/survey_share@bisnis-210520",
            ),
            beside=f"{CYRUS}/platform-satisfied-or-very/survey_share@kompas-210524",
            note=N_("Another survey that asked another question: neither confirms the other."),
        ),
        Sum(
            N_("A third survey, which asked about the programme, and the own survey"),
            _difference(
                "surveys/csis-2021/satisfied-with-programme/survey_share@era-210813", OWN_SURVEY
            ),
            note=N_("Different surveys and questions: the difference is no change over time."),
        ),
    ),
)

BETTER_SKILLS = Question(
    "skills",
    N_("Better skills for {share}?"),
    N_(
        "By their own account: {share} of the recipients asked. {share_subject}, published on "
        "{share_date} ({share_source}). It is what people said of themselves. Another source "
        "prints "
        "it as a rounded number, {said} ({said_source})."
    ),
    {
        "share": f"surveys/sakernas-2021-02/{SKILLS}@pr-210917",
        "said": f"surveys/sakernas-2021-02/{SKILLS}@kontan-210923",
    },
    ("skills-rose",),
    (
        Sum(
            N_("From the round before to this one"),
            _difference(
                f"surveys/sakernas-2021-02/{SKILLS}@pr-210917",
                f"surveys/sakernas-2020-08/{SKILLS}@antara-201123",
            ),
            note=N_(
                "The earlier round gives the answers of recipients who had finished training. No "
                "source explains the difference."
            ),
        ),
        Sum(
            N_("From a later round to the last one in this record"),
            _difference(
                f"surveys/sakernas-2024-08/{SKILLS}@pk-publikasi",
                f"surveys/sakernas-2022-08/{SKILLS}@lap22",
            ),
            note=N_(
                "The last round gives the answers of recipients who had completed training. No "
                "source explains the difference."
            ),
        ),
    ),
)

SHARE_OF_WOMEN = Question(
    "women",
    N_("Women: {whole} or {year}?"),
    N_(
        "Of all recipients, {whole} are women: {whole_span}, as of {whole_date} ({whole_source}). "
        "The {year} are of one year only: {year_span}, as of {year_date} ({year_source})."
    ),
    {
        "whole": f"{WOMEN}/2020-2024/1-/2024-10-03/share_of_recipients@kontan-241003",
        "year": f"{WOMEN}/2023/48-/2023-06-16/share_of_recipients@republika-230618",
    },
    ("share-of-women",),
    (
        Sum(
            N_(
                "Women who would have joined if the higher share were of all recipients, as one "
                "source prints it, and all people named in decrees in that time"
            ),
            (
                Term(
                    "+",
                    f"{UNSTATED}/cumulative/1-/2023-06-16@okezone-230619",
                    f"{WOMEN}/2020-2023/1-/2023-06-16/share_of_recipients@okezone-230619",
                ),
                Term(
                    "-",
                    f"{NET}/cumulative/1-47@prolite-2302",
                    f"{WOMEN}/2020-2022/1-47/share_of_recipients@prolite-2302",
                ),
            ),
            beside=f"{GROSS}/2023/48-/2023-06-16@republika-230618",
            note=N_(
                "More women than people, men and women together. Our inference: the higher share "
                "is "
                "of that year only. The numbers are rounded; the first does not say whether it is "
                "gross or net, the second is net, the published one gross."
            ),
        ),
        Sum(
            N_("Another share printed in the same days"),
            _difference(
                f"{WOMEN}/2020-2024/1-/2024-09-30/share_of_recipients@tribun-241015",
                f"{WOMEN}/2020-2024/1-/2024-10-03/share_of_recipients@kontan-241003",
            ),
            note=UNEXPLAINED,
        ),
    ),
)

UNPUBLISHED_WAVES = Question(
    "waves",
    N_("And the waves that nobody published?"),
    N_(
        "For {unfound} of the {waves} waves neither intake nor quota was found. They are gaps on "
        "this site; no total is spread over them. Known are totals of years, such as {gross} named "
        "in decrees: gross, {gross_span}, as of {gross_date}, added up by us from all regencies "
        "and cities ({gross_source})."
    ),
    {"gross": GROSS_BY_YEAR[2]},
    ("recipients-by-wave", "quota-and-intake"),
    (
        Sum(
            N_("People named in decrees in the years of which no wave's intake was found"),
            _sum(*GROSS_BY_YEAR[2:]),
            note=N_("That the last year is not complete is our inference."),
        ),
        Sum(
            N_("What remains for the other waves of the first of these years"),
            _difference(
                GROSS_BY_YEAR[2], "waves/23/quota@kompas-220228", "waves/24/quota@kompas-220329"
            ),
            note=N_(
                "Our inference, and only if these waves took as many people as their quota: a "
                "quota is not an intake."
            ),
        ),
    ),
)

QUESTIONS = (
    IN_2021,
    IN_2020,
    IN_ALL,
    REGISTRATIONS,
    SATISFIED,
    BETTER_SKILLS,
    SHARE_OF_WOMEN,
    UNPUBLISHED_WAVES,
)
