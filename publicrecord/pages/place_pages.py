"""The pages of places: one for each province and each regency or city, without Markdown.

They are data, so the site builder does not convert them. It builds two empty pages, the
shells, one for each depth; each place's page is a shell with its texts put in. What the theme
makes of a page, these pages have too, whichever builder made the shells.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

from markupsafe import escape

from prakerja.charts.places import years_of
from prakerja.indicators import reach
from publicrecord.charts.layouts.archipelago import VIEW_BOX, position
from publicrecord.charts.svg import svg
from publicrecord.context.addresses import REGIONS
from publicrecord.context.place_index import place_name
from publicrecord.context.site_context import SiteContext
from publicrecord.files import citation
from publicrecord.indicators.origins import computed, with_bases
from publicrecord.language import SITE_LANGUAGES, Language
from publicrecord.outputs import new_file
from publicrecord.pages.issue_link import issue_link
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.registry import Page, environment, page_links
from publicrecord.pages.shells import ABOUT, BODY, NAME, SHELL
from publicrecord.pages.template_context import template_context
from publicrecord.record.package import Row, rows

DEPTHS = {"province": f"{SHELL}", "regency": f"{SHELL}/{SHELL}"}


def shell_pages() -> list[Page]:
    """The empty pages that the builder turns into shells."""
    return [
        Page(
            "shell",
            {code: f"{REGIONS[code]}/{path}" for code in SITE_LANGUAGES},
            lambda _language: NAME,
            lambda _language: ABOUT,
        )
        for path in DEPTHS.values()
    ]


def write_places(content: SiteContext, out: Path, language: Language) -> None:
    """Fill the shells in the built site of one language below `out`, and take them away."""
    site, jinja = out / language.code, environment(language)
    place_index, home = content.place_index, REGIONS[language.code]
    shells = {
        level: (site / home / path / "index.html").read_text(encoding="utf-8")
        for level, path in DEPTHS.items()
    }
    template = jinja.get_template("pages/place.html.jinja")
    for code, row in place_index.totals.items():
        level = "regency" if "." in code else "province"
        path = content.place_index.addresses.path(code, language.code)
        address = language.folder + path
        words = template_context(content, jinja, language, address)
        about = _about(content, row, level, language, words["page_context"])
        drawing = svg(jinja, about["years_chart"], language, "narrow")
        body = template.render(
            **words, **about, drawing=drawing, pages=page_links(language, path.rstrip("/"))
        )
        html = _filled(shells[level], level, code, about, body, content, language)
        new_file(site / path / "index.html").write_text(html, encoding="utf-8")
    shutil.rmtree(site / home / SHELL)


def _about(
    content: SiteContext,
    row: Row,
    level: str,
    language: Language,
    page_context: PageContext,
) -> dict[str, Any]:
    """What the template says of one place."""
    code, place_index = row["code"], content.place_index
    ranking = place_index.ranking[level]
    first = max(0, min(place_index.order[code] - 2, len(ranking) - 5))
    chart = years_of(place_name(row, language), place_index.years[code])
    said = place_index.said.get(code, [])
    return {
        "row": row,
        "level": level,
        "name": place_name(row, language),
        "title": row["name"] if level == "regency" else province_title(row, language),
        "province": place_index.totals[code.split(".")[0]],
        "years": rows(place_index.years[code]),
        "claims": " ".join([*place_index.years[code]["claim_ids"], *_whole(row)]).split(),
        "years_chart": chart,
        "near": ranking[first : first + 5],
        "count": len(ranking),
        "members": place_index.members.get(code, []),
        "districts": place_index.districts.get(code, []),
        "said": said,
        "unknown": [page_context.names.measure(m, language) for m in _unknown(said)],
        "counted_districts": place_index.counted_districts,
        "explained": place_index.explained.get(code, []),
        "misplaced": place_index.misplaced.get(code),
        "moved_here": [
            other for other in place_index.misplaced.values() if other["province_code"] == code
        ],
        "other_names": place_index.names.get(code, []),
        "here": position(row["lng"], row["lat"]) if level == "regency" else None,
        "view_box": VIEW_BOX,
        "points": [position(m["lng"], m["lat"]) for m in place_index.members.get(code, [])],
        "citation": _citation(content, row, language, page_context),
        "rate_origin": computed(with_bases([row])),
        "report": issue_link(content.repository, f"places/{code}"),
        "download": f"{page_context.site_root}data/places/{_file_name(content, code)}",
    }


def _whole(row: Row) -> list[str]:
    """The claims that the number of the whole period is made of."""
    return [row[key] for key in ("claim_id", "claim_ids", "base_claim_id") if key in row]


def _citation(content: SiteContext, row: Row, language: Language, page_context: PageContext) -> str:
    """A sentence ready for print, with the address of the page."""
    root = content.site_root or citation.PREVIEW
    home = root + language.folder
    return language.gettext(
        "{attributed}: {value} people in {name} were named as recipients of Kartu Prakerja "
        "(gross). {project}, data version {version}, {address}"
    ).format(
        attributed=page_context.attribution(page_context.origin(row)),
        value=language.number(row["value"]),
        name=place_name(row, language),
        project=language.site,
        version=content.record.version,
        address=home + content.place_index.addresses.path(row["code"], language.code),
    )


def _file_name(content: SiteContext, code: str) -> str:
    """The CSV of the province that a place belongs to."""
    return content.place_index.addresses.path(code.split(".")[0], "id").split("/")[1] + ".csv"


def _unknown(said: list[Row]) -> list[str]:
    """The measures that readers ask for and nobody published of a place."""
    known = {row["measure_id"] for row in said}
    return [measure for measure in ("recipients_net", "registrants") if measure not in known]


def province_title(row: Row, language: Language) -> str:
    """What the page of a province is headed with."""
    return language.gettext("Province of {name}").format(name=place_name(row, language))


def _filled(
    shell: str,
    level: str,
    code: str,
    about: dict[str, Any],
    body: str,
    content: SiteContext,
    language: Language,
) -> str:
    """A shell with the texts and addresses of a place put in."""
    description = language.gettext(
        "{name}: {value} recipients of Kartu Prakerja (gross), 2020 to August 2024, rank {rank} "
        "of {count}."
    ).format(
        name=about["title"],
        value=language.number(about["row"]["value"]),
        rank=about["row"]["rank"],
        count=about["count"],
    )
    html = shell.replace(NAME, str(escape(about["title"]))).replace(ABOUT, str(escape(description)))
    for spoken in SITE_LANGUAGES:
        html = html.replace(
            f"{REGIONS[spoken]}/{DEPTHS[level]}/", content.place_index.addresses.path(code, spoken)
        )
    return html.replace(f"<p>{BODY}</p>", body)


def write_place_files(content: SiteContext, folder: Path) -> None:
    """Write for each province one CSV of its regencies by year, for both languages.

    One row a regency and year or whole period: the machine's names, as in place_figures.
    """
    official = reach.regency_gross(content.record, content.claims)
    columns = ["code", "name", "period", "value", "unit", "measure_id", "status", "as_of",
               "source_id"]  # fmt: skip
    for province, group in official.groupby("province_code"):
        ordered = group.sort_values(["code", "period"])
        file = new_file(folder / _file_name(content, str(province)))
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            for row in rows(ordered):
                writer.writerow(int(row[key]) if key == "value" else row[key] for key in columns)
