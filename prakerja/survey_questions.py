"""Questions about results of surveys and about who the recipients are."""

from __future__ import annotations

from publicrecord.indicators.questions import Question, Sum, Term, difference, total
from publicrecord.language import N_

UNEXPLAINED = N_("No source explains the difference.")
GROSS = "programme/recipients_gross"
NET = "programme/recipients_net"
UNSTATED = "programme/recipients_unstated"
WOMEN = "demographics/gender/female/all"
SKILLS = "work-skills-increased/survey_share"
CYRUS = "surveys/cyrus-2021-05"
OWN_SURVEY = "surveys/pmo-service-2021/satisfied-management-service/survey_share@kontan-210923"
SATISFIED = Question(
    "satisfied",
    N_("Are {share} satisfied?"),
    N_(
        "With the service of the programme management, by its own survey: {share} of the "
        "recipients it asked, as of {share_date} ({share_source}). It is not an independent "
        "result, and not one on the programme as a whole; the wording of the question was not "
        "found."
    ),
    {"share": OWN_SURVEY},
    ("satisfaction",),
    (
        Sum(
            N_("How a second survey comes to nearly the same share: two answers added"),
            total(
                f"{CYRUS}/platform-very-satisfied/survey_share@bisnis-210520",
                f"{CYRUS}/platform-satisfied/survey_share@bisnis-210520",
            ),
            beside=f"{CYRUS}/platform-satisfied-or-very/survey_share@kompas-210524",
            note=N_("Another survey that asked another question: neither confirms the other."),
        ),
        Sum(
            N_("A third survey, which asked about the programme, and the programme's own survey"),
            difference(
                "surveys/csis-2021/satisfied-with-programme/survey_share@era-210813", OWN_SURVEY
            ),
            note=N_("Different surveys and questions: the difference is no change over time."),
        ),
        Sum(
            N_("The programme's own survey, and a lower share in a fourth survey"),
            difference(
                OWN_SURVEY,
                "surveys/world-bank-tnp2k-2021-10/enough-payment-providers/survey_share@merahputih-240202",
            ),
            note=N_("Different surveys and questions: the difference is no change over time."),
        ),
    ),
)

BETTER_SKILLS = Question(
    "skills",
    N_("Better skills for {share}?"),
    N_(
        "By their own account, {share} of the recipients asked: {share_subject}, published on "
        "{share_date} ({share_source}). It is what people said of themselves, not a measured "
        "effect. Another source prints almost {said} ({said_source})."
    ),
    {
        "share": f"surveys/sakernas-2021-02/{SKILLS}@pr-210917",
        "said": f"surveys/sakernas-2021-02/{SKILLS}@kontan-210923",
    },
    ("skills-rose",),
    (
        Sum(
            N_("From the round before to this one"),
            difference(
                f"surveys/sakernas-2021-02/{SKILLS}@pr-210917",
                f"surveys/sakernas-2020-08/{SKILLS}@antara-201123",
            ),
            note=N_(
                "The earlier round gives the answers of recipients who had finished training. No "
                "source explains the difference."
            ),
        ),
        Sum(
            N_("Between two later rounds"),
            difference(
                f"surveys/sakernas-2024-08/{SKILLS}@pk-publikasi",
                f"surveys/sakernas-2022-08/{SKILLS}@lap22",
            ),
            note=N_(
                "The later of the two gives the answers of recipients who had completed training. "
                "No source explains the difference."
            ),
        ),
    ),
)

SHARE_OF_WOMEN = Question(
    "women",
    N_("Women: {whole} or {year}?"),
    N_(
        "Of all recipients, {whole} are women: {whole_span}, as of {whole_date} ({whole_source}). "
        "The share {year} is of one year only: {year_span}, as of {year_date} ({year_source})."
    ),
    {
        "whole": f"{WOMEN}/2020-2024/1-/2024-10-03/share_of_recipients@kontan-241003",
        "year": f"{WOMEN}/2023/48-/2023-06-16/share_of_recipients@republika-230618",
    },
    ("share-of-women",),
    (
        Sum(
            N_(
                "If the higher share were of all recipients, as one source prints it: the women "
                "added in that time, compared with everybody named in decrees in it"
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
                "That would be more women than people of both sexes. Our inference: the higher "
                "share is of that year only. The numbers are rounded; the first does not say "
                "whether it is gross or net, the second is net, the published one gross."
            ),
        ),
        Sum(
            N_("Another share printed in the same days"),
            difference(
                f"{WOMEN}/2020-2024/1-/2024-09-30/share_of_recipients@tribun-241015",
                f"{WOMEN}/2020-2024/1-/2024-10-03/share_of_recipients@kontan-241003",
            ),
            note=UNEXPLAINED,
        ),
    ),
)
