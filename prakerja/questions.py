"""What readers ask about the numbers of Kartu Prakerja: the one list of questions, with the claims
that answer them and the charts that they are about."""

from __future__ import annotations

from prakerja.survey_questions import (
    BETTER_SKILLS,
    GROSS,
    NET,
    SATISFIED,
    SHARE_OF_WOMEN,
    UNEXPLAINED,
    UNSTATED,
)
from publicrecord.indicators.questions import Question, Sum, difference, total
from publicrecord.language import N_

REGISTRANTS = "programme/registrants/cumulative/-"
TARGETS = "programme/target_recipients"

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


IN_2021 = Question(
    "second-year",
    N_("{said} recipients in {said_period}?"),
    N_(
        "Rounded, yes. After revocations {exact} were recipients: net, {exact_span}, as of "
        "{exact_date} ({exact_source}). The number {said} is rounded and of an earlier day: net, "
        "{said_span}, as of {said_date} ({said_source})."
    ),
    {"exact": NET_2021, "said": f"{NET}/2021/12-21@kontan-210923"},
    ("recipients-by-year-net", "recipients-by-year-gross", "printed-and-shown"),
    (
        Sum(
            N_("From the rounded number to the exact one"),
            difference(NET_2021, f"{NET}/2021/12-21@kontan-210923"),
            note=N_("The rounded number is of an earlier day and leaves out the last wave."),
        ),
        Sum(
            N_("From gross to net: people named in decrees less memberships revoked"),
            difference(GROSS_BY_YEAR[1], "programme/revoked/2021/12-22@kompas-211203"),
            beside=NET_2021,
            note=UNEXPLAINED,
        ),
        Sum(
            N_("From a lower number that was printed for the same waves"),
            difference(NET_2021, f"{NET}/2021/12-22@okezone-211205"),
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
        "source ({net_source}). The number {said} is the net number, rounded ({said_source})."
    ),
    {"said": f"{NET}/2020/1-11@kontan-210923", "gross": GROSS_2020, "net": NET_2020},
    ("recipients-by-year-net", "recipients-by-year-gross", "printed-and-shown"),
    (
        Sum(
            N_("From gross to net: between them are the memberships revoked"),
            difference(GROSS_2020, NET_2020),
            beside="programme/revoked/2020/1-10@kompas-201105",
            note=N_(
                "The last exact number of revocations that we found is of an earlier day and fewer "
                "waves. No source explains the rest of the difference."
            ),
        ),
        Sum(
            N_("From the waves to gross"),
            total(TO_WAVE_10, "waves/11/recipients_selected@kompas-201110"),
            beside=GROSS_2020,
            note=N_("Of the intake of the second number's wave only a rounded number was found."),
        ),
        Sum(
            N_("A third number, and the gross number without the last wave"),
            difference(f"{UNSTATED}/2020/1-11@bisnis-201123", TO_WAVE_10),
            note=N_(
                "Our inference: this is the gross number without the last wave, rounded. The "
                "source "
                "does not say so."
            ),
        ),
        Sum(
            N_("From the net number to the third number, which was printed again a year later"),
            difference(f"{NET}/2020/1-11@okezone-211205", NET_2020),
            note=N_(
                "That the number of the later year is net is our inference from its size. No "
                "source explains the difference."
            ),
        ),
        Sum(
            N_("Gross, and the number that another paper printed for the same speaker and day"),
            difference(GROSS_2020, f"{GROSS}/2020/1-11@kompas-201124"),
            note=UNEXPLAINED,
        ),
    ),
)

IN_ALL = Question(
    "in-all",
    N_("{said}, {added} or {gross} recipients in all?"),
    N_(
        "After revocations {net} were recipients: net, {net_span}, as of {net_date}, an exact "
        "total ({net_source}). With the waves after these it is {added}, added up by us from "
        "published numbers: net, {added_span}, as of {added_date} ({added_source}). {gross} were "
        "named in decrees: gross, {gross_span}, as of {gross_date}, added up by us from all "
        "regencies and cities ({gross_source}). The number {said} is a rounded net number "
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
            N_("Net, added up from two published numbers"),
            total(f"{NET}/cumulative/1-62@gh-map23", f"{NET}/2024/63-71@topcareer-241119"),
            beside=f"{NET}/cumulative/1-/2024-10-01@kaltenglima-2410",
            note=N_(
                "That the second number is net is our inference: its source does not say so. The "
                "published total is rounded."
            ),
        ),
        Sum(
            N_("Between the two net totals: the waves between them"),
            difference(ADDED_NET, PUBLISHED_NET),
            note=N_("Our sum. A published number of these waves alone was not found."),
        ),
        Sum(
            N_("From the rounded net number to the exact total"),
            difference(PUBLISHED_NET, f"{NET}/cumulative/1-/2024-10-03@kontan-241003"),
            note=N_("The rounded number is of a later day; up to which wave is not said."),
        ),
        Sum(
            N_("Gross, year by year"),
            total(*GROSS_BY_YEAR),
            beside=ALL_GROSS,
            note=N_("That the last of these years is not complete is our inference."),
        ),
        Sum(
            N_("From gross to net, in all"),
            difference(ALL_GROSS, ADDED_NET),
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
        "Which is right cannot be decided from what was found. The {first} by {first_date} count "
        "every entry of an e-mail address ({first_source}). From which stage of registration the "
        "{second} by {second_date} ({second_source}) and the {third} by {third_date} "
        "({third_source}) are counted was not found; the last number contradicts the counts "
        "before it."
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
            difference(
                f"{REGISTRANTS}/2021-09-23@kontan-210923", f"{REGISTRANTS}/2021-09-13@bisnis-210913"
            ),
            note=UNEXPLAINED,
        ),
        Sum(
            N_(
                "The last count of one year plus all new registrants of the next, compared with "
                "the third number"
            ),
            total(
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
            difference(
                f"{REGISTRANTS}/2022-06-18@idx-220618", f"{REGISTRANTS}/2022-04-30@jambiind-220719"
            ),
            note=UNEXPLAINED,
        ),
    ),
)

TARGET = Question(
    "target",
    N_("Was the target for {first_period} {first} or {second} recipients?"),
    N_(
        "Which is right cannot be decided from what was found: two sources print the same speech "
        "differently, {first} ({first_source}) and {second} ({second_source}), both as of "
        "{first_date}. A target is a plan, not a count of recipients."
    ),
    {"first": f"{TARGETS}/2021/-@tribun-211201", "second": f"{TARGETS}/2021/-@tvone-2112"},
    (),
    (
        Sum(
            N_("Between the two numbers"),
            difference(f"{TARGETS}/2021/-@tribun-211201", f"{TARGETS}/2021/-@tvone-2112"),
            note=UNEXPLAINED,
        ),
    ),
)

UNPUBLISHED_WAVES = Question(
    "waves",
    N_("And the waves for which no number was found?"),
    N_(
        "For {unfound} of the {waves} waves neither intake nor quota was found. They are gaps on "
        "this site; no total is spread over them. Totals of years are known, such as {gross} named "
        "in decrees: gross, {gross_span}, as of {gross_date}, added up by us from all regencies "
        "and cities ({gross_source})."
    ),
    {"gross": GROSS_BY_YEAR[2]},
    ("recipients-by-wave", "quota-and-intake"),
    (
        Sum(
            N_("People named in decrees in the years for which no wave's intake was found"),
            total(*GROSS_BY_YEAR[2:]),
            note=N_("That the last of these years is not complete is our inference."),
        ),
        Sum(
            N_("The first of these years less the quotas of its two waves that have one"),
            difference(
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
    TARGET,
    SATISFIED,
    BETTER_SKILLS,
    SHARE_OF_WOMEN,
    UNPUBLISHED_WAVES,
)
