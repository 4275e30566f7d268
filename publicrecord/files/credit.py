"""What the file of a picture says of itself: title, description, author, sources, licence, page.

An SVG file has it as RDF in its <metadata>; a PNG file as text and as XMP, which is the same RDF.
Picture agencies, search engines and image viewers read these.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from jinja2 import Environment

from publicrecord.charts.chart import Chart
from publicrecord.files.chart_facts import ChartFacts
from publicrecord.files.citation import ChartUrls, licence_in_words
from publicrecord.language import Language

HEADER_END = 33  # of a PNG file: its signature, and the chunk IHDR
XMP = "XML:com.adobe.xmp"
DOTS_PER_METRE = 7559  # 192 an inch: 1,200 pixels are 16 cm wide, as the column of a printed page


@dataclass(frozen=True)
class Credit:
    """What a picture says of itself.

    description: what it shows, in words. author: who made it. sources: where its numbers come from.
    licence: in words, such as CC BY 4.0. terms: the address of the licence's text. page: the
    address of the page that has the picture, or empty.
    """

    title: str
    description: str
    author: str
    sources: str
    licence: str
    terms: str
    page: str

    @property
    def rights(self) -> str:
        """Whose work it is, and under which licence it may be used."""
        return f"{self.author}, {self.licence}"


def chart_credit(
    chart: Chart, language: Language, facts: ChartFacts, address: ChartUrls | None
) -> Credit:
    """What the pictures of a chart say of themselves. address: where the chart is on the web, if
    the address of the site is known."""
    return Credit(
        title=facts.headline,
        description=f"{facts.subtitle}. {chart.dated(language)} {chart.alt(language)}",
        author=language.site,
        sources="; ".join(facts.sources),
        licence=licence_in_words(facts.licence),
        terms=facts.terms,
        page=address.page if address else "",
    )


def rdf(credit: Credit, jinja: Environment) -> str:
    """The credit as an element of RDF, in the terms of Dublin Core and XMP."""
    return jinja.get_template("charts/credit.rdf.jinja").render(credit=credit).strip()


def with_credit(png: bytes, credit: Credit, jinja: Environment) -> bytes:
    """A PNG file with its resolution and the credit in chunks of text, ahead of its pixels."""
    texts = {
        "Title": credit.title,
        "Author": credit.author,
        "Description": credit.description,
        "Copyright": f"{credit.rights}, {credit.terms}",
        "Source": " ".join(filter(None, (credit.sources, credit.page))),
        XMP: rdf(credit, jinja),
    }
    resolution = _chunk(b"pHYs", struct.pack(">IIB", DOTS_PER_METRE, DOTS_PER_METRE, 1))
    chunks = b"".join(_text_chunk(keyword, text) for keyword, text in texts.items() if text)
    return png[:HEADER_END] + resolution + chunks + png[HEADER_END:]


def _text_chunk(keyword: str, text: str) -> bytes:
    """A chunk of text in UTF-8, not compressed, without a language or a translated keyword."""
    return _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8"))


def _chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG file: its length, kind, content and check sum."""
    sum_of_both = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + sum_of_both
