"""The pages of the site: templates, addresses, titles, and what their templates may use."""

from __future__ import annotations

from prakerja.page_contexts import (
    HomePage,
    OutcomesPage,
    OversightPage,
    QuestionsPage,
    ReachPage,
    WavesPage,
)
from publicrecord.charts.chart import said
from publicrecord.language import N_
from publicrecord.site_map import Page, about

PAGES = (
    Page(
        "home",
        {"id": "", "en": ""},
        said(N_("Home")),
        about(
            N_(
                "The public record of Kartu Prakerja: recipients, waves, regions and "
                "surveys, {first_year}–{last_year}."
            )
        ),
        chart_id="recipients-by-year-gross",
        loads=True,
    ),
    Page(
        "recipients",
        {"id": "penerima", "en": "recipients"},
        said(N_("Recipients")),
        about(
            N_(
                "How many people received Kartu Prakerja by year and since the start, what was "
                "paid to them, and how many are women."
            )
        ),
        chart_id="recipients-by-year-gross",
        loads=True,
    ),
    Page(
        "waves",
        {"id": "gelombang", "en": "waves"},
        said(N_("Waves")),
        about(
            N_(
                "The {waves} waves of Kartu Prakerja: intake, quota, the steps of selection, and "
                "the dates of each."
            )
        ),
        chart_id="recipients-by-wave",
        loads=True,
    ),
    Page(
        "reach",
        {"id": "wilayah", "en": "regions"},
        said(N_("Reach")),
        about(N_("Recipients of Kartu Prakerja by province, and how far the programme reached.")),
        chart_id="recipients-by-regency",
        loads=True,
    ),
    Page(
        "comparison",
        {"id": "perbandingan", "en": "comparison"},
        said(N_("Who gets more")),
        about(
            N_(
                "Recipients of Kartu Prakerja per 1,000 people, the far ends of the ranking, "
                "concentration, Java and the other islands."
            )
        ),
        loads=True,
    ),
    Page(
        "outcomes",
        {"id": "kepuasan", "en": "satisfaction"},
        said(N_("Satisfaction and outcomes")),
        about(
            N_(
                "What surveys found about Kartu Prakerja: satisfaction, skills, work, and "
                "who the recipients are."
            )
        ),
        chart_id="satisfaction",
        loads=True,
    ),
    Page(
        "oversight",
        {"id": "pengawasan-dan-evaluasi", "en": "oversight-and-evaluation"},
        said(N_("Oversight and evaluation")),
        about(
            N_(
                "What auditors found about Kartu Prakerja and what was answered, and what "
                "evaluations of its effect found."
            )
        ),
        chart_id="results-of-evaluations",
        loads=True,
    ),
    Page(
        "obstacles",
        {"id": "kendala", "en": "obstacles"},
        said(N_("Obstacles")),
        about(
            N_(
                "Obstacles that people met on the way to Kartu Prakerja, and what was done "
                "about them."
            )
        ),
    ),
    Page(
        "data",
        {"id": "data", "en": "data"},
        said(N_("Data")),
        about(
            N_(
                "Download the tables of the record as CSV, XLSX, JSON, Parquet or SQLite, with "
                "their licence."
            )
        ),
    ),
    Page(
        "method",
        {"id": "cara-menghitung", "en": "how-we-count"},
        said(N_("How we count")),
        about(
            N_(
                "Definitions, the rule that chooses between sources, every conflict, the "
                "sum checks, and what is missing."
            )
        ),
        loads=True,
    ),
    Page(
        "questions",
        {"id": "angka-mana-yang-benar", "en": "which-number"},
        said(N_("Which number is right?")),
        about(
            N_(
                "Why different numbers of Kartu Prakerja circulate: the answer to each question, "
                "and the sum from one number to the other."
            )
        ),
    ),
    Page(
        "sources",
        {"id": "sumber", "en": "sources"},
        said(N_("Sources")),
        about(N_("Every source that a number on this site was taken from.")),
    ),
    Page(
        "changes",
        {"id": "perubahan", "en": "changes"},
        said(N_("Changes to the data")),
        about(
            N_(
                "What changed in the record, cell by cell, every release of the data, and when the "
                "next ones are planned."
            )
        ),
    ),
    Page(
        "search",
        {"id": "cari", "en": "search"},
        said(N_("Search")),
        about(
            N_(
                "Find a province, regency, city or district, a page or a chart of Prakerja in "
                "Figures."
            )
        ),
        loads=True,
    ),
    Page(
        "about",
        {"id": "tentang", "en": "about"},
        said(N_("About")),
        about(N_("Who makes this site, how to report an error, how to cite it, and your privacy.")),
    ),
)

CONTEXTS = {
    "home": HomePage,
    "outcomes": OutcomesPage,
    "oversight": OversightPage,
    "questions": QuestionsPage,
    "reach": ReachPage,
    "waves": WavesPage,
}
"""What the template of a page may use beyond what every page may."""
