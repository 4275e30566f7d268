"""How the number of a place is shared: a card with its picture, and texts to cite and embed it."""

from __future__ import annotations

from typing import NamedTuple

from jinja2 import Environment
from markupsafe import escape

from prakerja.charts.official import official_span
from prakerja.place_standing import Standing
from publicrecord.charts.chart import RATE_DECIMALS
from publicrecord.files import citation
from publicrecord.files.citation import bibtex_text
from publicrecord.indicators.origins import printed
from publicrecord.language import N_, Language
from publicrecord.pages.page_context import PageContext
from publicrecord.pages.sharing import CARD, NumberCard, SharedPicture, number_card
from publicrecord.record.package import Row

COUNTED = N_(
    "people in {name} were named as recipients of Kartu Prakerja (gross), {first} to {last}"
)


class Shared(NamedTuple):
    """What a place is shared with. picture: its card. files: of the card, by their address. texts:
    to cite and embed it, each with its name."""

    picture: SharedPicture
    files: dict[str, bytes]
    texts: list[tuple[str, str]]


def shared(
    page_context: PageContext,
    row: Row,
    title: str,
    name: str,
    standing: Standing | None,
    jinja: Environment,
) -> Shared:
    """What a place that was counted is shared with. row: as of PlaceIndex.totals. title: of its
    page. name: in a sentence. standing: its rate, if it is known."""  # fmt: skip
    content, language = page_context.content, page_context.language
    path = content.place_index.addresses.path(row["code"], language.code)
    card = _card(page_context, row, title, name, standing)
    picture, files = number_card(card, page_context.record, language, jinja, f"{path}{CARD}")
    root = (content.site_url or citation.PREVIEW) + language.folder
    texts = _citations(page_context, row, name, root + path)
    embedded = (
        f'<a href="{root}{path}"><img src="{root}{picture.address}" alt="{escape(picture.alt)}" '
        f'width="{picture.size[0]}" height="{picture.size[1]}" style="max-width:100%;height:auto">'
        "</a>"
    )
    return Shared(picture, files, [*texts, (language.gettext("Embed"), embedded)])


def _card(
    page_context: PageContext, row: Row, title: str, name: str, standing: Standing | None
) -> NumberCard:
    """The card of a place: its rate beside those of others, or if it is not known its count."""
    language = page_context.language
    span = official_span(page_context.content.scope, language)
    count = language.number(row["value"])
    attributed = page_context.attribution(standing.origin if standing else printed([row]))
    if not standing:
        counted = f"{language.gettext(COUNTED).format(name=name, **span)}."
        return NumberCard(title, count, (counted,), attributed)
    here, *others = standing.beside
    beside = "; ".join(f"{one.name}: {_rate(one.rate, language)}" for one in others)
    text = (
        language.gettext("recipients (gross) per 1,000 residents."),
        language.gettext("{first} to {last}: {value} people.").format(value=count, **span),
        *([f"{beside}."] if beside else []),
    )
    number = _rate(here.rate, language)
    return NumberCard(title, number, text, attributed)


def _rate(rate: float, language: Language) -> str:
    return language.number(rate, RATE_DECIMALS)


def _citations(
    page_context: PageContext, row: Row, name: str, address: str
) -> list[tuple[str, str]]:
    """The count of a place as a sentence for print, in APA and in BibTeX. address: of its page."""
    language, version = page_context.language, page_context.record.version
    attributed, project = page_context.attribution(printed([row])), language.site
    value, year = language.number(row["value"]), version.split(".")[0]
    sentence = language.gettext(
        "{attributed}: {value} people in {name} were named as recipients of Kartu Prakerja "
        "(gross). {project}, data version {version}, {address}"
    ).format(
        attributed=attributed, value=value, name=name, project=project, version=version,
        address=address,
    )  # fmt: skip
    span = official_span(page_context.content.scope, language)
    title = f"{value} {language.gettext(COUNTED).format(name=name, **span)}"
    apa = f"{project}. ({year}). {title} (data {version}). {attributed}. {address}"
    fields = {
        "author": f"{{{bibtex_text(project)}}}",
        "title": f"{{{bibtex_text(title)}}}",
        "year": year,
        "version": version,
        "note": bibtex_text(attributed),
        "url": address,
    }
    listed = ",\n".join(f"  {key} = {{{text}}}" for key, text in fields.items())
    key = f"{page_context.record.settings.name}-{row['code']}"
    bibtex = f"@misc{{{key},\n{listed}\n}}"
    return [(language.gettext("For media"), sentence), ("APA", apa), ("BibTeX", bibtex)]
