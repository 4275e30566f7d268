"""A chart of the site: the page that shows it, its address, and the headline that is true of it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from publicrecord.charts.chart import Chart, Column, all_marks, said
from publicrecord.charts.headline import Statement, true_headline
from publicrecord.language import N_, Message

CHARTS_OF_PAGES = {
    "recipients": {
        "recipients-by-year-gross": "penerima-per-tahun-bruto",
        "recipients-by-year-net": "penerima-per-tahun-neto",
        "recipients-since-start": "penerima-sejak-awal",
        "incentives-disbursed": "insentif-tersalur",
        "share-of-women": "penerima-perempuan",
    },
    "waves": {
        "registrations": "pendaftar-sejak-awal",
        "recipients-by-wave": "penerima-per-gelombang",
        "quota-and-intake": "kuota-dan-penerima",
        "from-registration-to-selection": "dari-pendaftaran-sampai-terpilih",
    },
    "reach": {
        "recipients-by-regency": "penerima-per-kabupaten-kota",
        "recipients-by-province-gross": "penerima-per-provinsi-bruto",
        "recipients-by-province-net": "penerima-per-provinsi-neto",
        "provinces-most-and-fewest": "provinsi-terbanyak-dan-paling-sedikit",
        "island-groups-by-year": "gugus-pulau-per-tahun",
    },
    "comparison": {
        "recipients-per-labour-force": "penerima-per-angkatan-kerja",
        "recipients-per-residents": "penerima-per-penduduk",
        "recipients-per-adults": "penerima-per-penduduk-15-tahun-ke-atas",
        "regencies-most-and-fewest": "kabupaten-kota-terbanyak-dan-paling-sedikit",
        "concentration": "pemerataan",
        "java-and-the-rest": "jawa-dan-pulau-lain",
        "provinces-from-year-to-year": "provinsi-dari-tahun-ke-tahun",
    },
    "outcomes": {
        "satisfaction": "kepuasan-penerima",
        "opinions": "pendapat-dalam-empat-tingkat",
        "skills-rose": "keterampilan-meningkat",
        "aid-received": "bantuan-yang-diterima",
        "aid-useful": "bantuan-paling-bermanfaat",
        "incentive-use": "penggunaan-insentif",
        "work-before-and-after": "pekerjaan-sebelum-dan-sesudah",
    },
    "oversight": {
        "results-of-evaluations": "hasil-evaluasi",
    },
    "method": {
        "printed-and-shown": "yang-dicetak-dan-yang-ditampilkan",
    },
}
"""By page (its template) the charts that it shows: the last part of their address in Indonesian."""


def site_chart(
    chart_id: str,
    frame: pd.DataFrame,
    columns: tuple[Column, ...],
    statements: tuple[Statement, ...],
    about: pd.DataFrame | None = None,
    **fields: Any,
) -> Chart:
    """A chart with its page and address, and the first of the statements that is true.

    about: the rows that the headline is about, if these are not the frame. fields: the others of
    Chart.
    """
    headline = true_headline(chart_id, frame if about is None else about, statements)
    return Chart(**placed(chart_id), frame=frame, columns=columns, headline=headline, **fields)


def placed(chart_id: str) -> dict[str, Any]:
    """The fields of a chart that say which it is and on which page: chart_id, story, slugs."""
    (story,) = (page for page, charts in CHARTS_OF_PAGES.items() if chart_id in charts)
    return {"chart_id": chart_id, "story": story, "slugs": {"id": CHARTS_OF_PAGES[story][chart_id]}}


def grouped_bars(
    chart_id: str,
    frame: pd.DataFrame,
    columns: tuple[Column, ...],
    statements: tuple[Statement, ...],
    subtitle: Message,
    **fields: Any,
) -> Chart:
    """A chart of bars under headings, each of which its alternative text names."""
    return site_chart(
        chart_id,
        frame,
        columns,
        statements,
        mark="bars",
        subtitle=said(subtitle),
        alt=all_marks(N_("Bar chart. {listed}."), frame),
        **fields,
    )
