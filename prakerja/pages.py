"""The pages of the site: templates, addresses and titles, and which page shows which figures."""

from __future__ import annotations

from typing import Any

from prakerja.questions import QUESTIONS
from prakerja.settings import LANGUAGES
from publicrecord.charts.chart import said
from publicrecord.language import N_, Message
from publicrecord.site_map import Page, SiteMap, about

DESCRIPTIONS = {
    "home": N_(
        "The public record of Kartu Prakerja: recipients, waves, regions and surveys, "
        "{first_year}–{last_year}."
    ),
    "recipients": N_(
        "How many people received Kartu Prakerja by year and since the start, what was paid to "
        "them, and how many are women."
    ),
    "waves": N_(
        "The {waves} waves of Kartu Prakerja: intake, quota, the steps of selection, and the "
        "dates of each."
    ),
    "reach": N_("Recipients of Kartu Prakerja by province, and how far the programme reached."),
    "comparison": N_(
        "Recipients of Kartu Prakerja per 1,000 people, the far ends of the ranking, "
        "concentration, Java and the other islands."
    ),
    "compare": N_(
        "Two to five provinces, regencies or cities side by side: recipients of Kartu Prakerja, "
        "rates and ranks; and the ranking of all places."
    ),
    "outcomes": N_(
        "What surveys found about Kartu Prakerja: satisfaction, skills, work, and who the "
        "recipients are."
    ),
    "oversight": N_(
        "What auditors found about Kartu Prakerja and what was answered, and what evaluations of "
        "its effect found."
    ),
    "obstacles": N_(
        "Obstacles that people met on the way to Kartu Prakerja, and what was done about them."
    ),
    "data": N_(
        "Download the tables of the record as CSV, XLSX, JSON, Parquet or SQLite, with their "
        "licence."
    ),
    "explore": N_(
        "Choose a measure, places and years of Kartu Prakerja, see them as bars, a line or a "
        "table, and take them away."
    ),
    "assistants": N_(
        "For people who let an assistant answer: the addresses of the answers on Kartu Prakerja, "
        "what not to mix, and how to cite."
    ),
    "method": N_(
        "Definitions, the rule that chooses between sources, every conflict, the sum checks, and "
        "what is missing."
    ),
    "questions": N_(
        "Why different numbers of Kartu Prakerja circulate: the answer to each question, and the "
        "sum from one number to the other."
    ),
    "sources": N_("Every source that a number on this site was taken from."),
    "changes": N_(
        "What changed in the record, cell by cell, every release of the data, and when the next "
        "ones are planned."
    ),
    "glossary": N_("What the words mean that the numbers of Kartu Prakerja are counted by."),
    "media": N_(
        "For reporters: how to cite a number, its files and pictures, which number is right, and "
        "whom to ask."
    ),
    "search": N_(
        "Find a province, regency, city or district, a page or a chart of Prakerja in Figures."
    ),
    "about": N_("Who makes this site, how to report an error, how to cite it, and your privacy."),
}
"""What each page is about; it may name what the record covers."""


def _page(template: str, slug_id: str, slug_en: str, title: Message, **more: Any) -> Page:
    """A page with its address in Indonesian, and in English, which other languages have too. more:
    the other fields of Page."""
    slugs = {code: slug_id if code == "id" else slug_en for code in LANGUAGES}
    return Page(template, slugs, said(title), about(DESCRIPTIONS[template]), **more)


RECIPIENTS, REGIONS = said(N_("Recipients")), said(N_("Regions"))
RESULTS, DATA, RECORD = (
    said(N_("Results and oversight")),
    said(N_("Data")),
    said(N_("About the data")),
)
"""The entries of the navigation that have several pages."""

PAGES = (
    _page("home", "", "", N_("Home"), chart_id="recipients-by-regency", finder=True),
    _page(
        "recipients",
        "penerima",
        "recipients",
        N_("Recipients"),
        chart_id="recipients-by-year-gross",
        under=RECIPIENTS,
    ),
    _page(
        "waves", "gelombang", "waves", N_("Waves"), chart_id="recipients-by-wave", under=RECIPIENTS
    ),
    _page(
        "reach",
        "wilayah",
        "regions",
        N_("Regions"),
        chart_id="recipients-by-regency",
        under=REGIONS,
        finder=True,
    ),
    _page("comparison", "perbandingan", "comparison", N_("Compare regions"), under=REGIONS),
    _page("compare", "bandingkan", "compare", N_("Compare places"), under=REGIONS),
    _page(
        "outcomes",
        "kepuasan",
        "satisfaction",
        N_("Satisfaction and outcomes"),
        chart_id="satisfaction",
        under=RESULTS,
    ),
    _page(
        "oversight",
        "pengawasan-dan-evaluasi",
        "oversight-and-evaluation",
        N_("Oversight and evaluation"),
        chart_id="results-of-evaluations",
        under=RESULTS,
    ),
    _page("obstacles", "kendala", "obstacles", N_("Obstacles"), under=RESULTS),
    _page("data", "data", "data", N_("Data"), under=DATA),
    _page(
        "explore",
        "penjelajah-data",
        "data-explorer",
        N_("Data explorer"),
        under=DATA,
        loads_plotly=True,
    ),
    _page("assistants", "asisten-ai", "ai-assistants", N_("For AI assistants"), under=DATA),
    _page("method", "cara-menghitung", "how-we-count", N_("How we count"), under=RECORD),
    _page(
        "questions",
        "angka-mana-yang-benar",
        "which-number",
        N_("Which number is right?"),
        under=RECORD,
    ),
    _page("glossary", "glosarium", "glossary", N_("Glossary"), under=RECORD),
    _page("sources", "sumber", "sources", N_("Sources"), under=RECORD),
    _page("changes", "perubahan", "changes", N_("Changes to the data"), under=RECORD),
    _page("media", "media", "media", N_("For media"), under=RECORD),
    _page("about", "tentang", "about", N_("About"), under=RECORD),
    _page("search", "cari", "search", N_("Search"), finder=True),
)

SITE_MAP = SiteMap(
    pages=PAGES,
    figure_pages={
        "programme_figures": "recipients",
        "wave_figures": "waves",
        "wave_dates": "waves",
        "province_figures": "reach",
        "place_figures": "reach",
        "survey_figures": "outcomes",
        "demographic_figures": "outcomes",
        "outcome_figures": "outcomes",
        "audit_findings": "oversight",
        "evaluation_figures": "oversight",
        "reference_figures": "comparison",
    },
    place_map="recipients-by-regency",
    questions=QUESTIONS,
    contact="about",
)
