"""What the template of a place's page may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from markupsafe import Markup

from prakerja.place_standing import OtherRate, Standing, YearOfRates
from publicrecord.context.place_history import PlaceHistory
from publicrecord.indicators.origins import Origin
from publicrecord.record.package import Row


class Place(NamedTuple):
    """A place in a list on the page of another. value, rank: None if it was not counted. per_1000:
    None if that or its residents are unknown. regencies: of a province, how many were counted.
    now_in: the province today of a regency that has moved away. counted_in: of one that joined
    later, the province in which it was counted. is_new: whether it began after the count."""

    code: str
    name: str
    href: str
    value: float | None = None
    rank: int | None = None
    per_1000: float | None = None
    regencies: int = 0
    now_in: str = ""
    counted_in: str = ""
    is_new: bool = False


@dataclass(frozen=True)
class PlacePage:
    """What the template of a place's page may use."""

    row: Annotated[
        Row, "The place: its recipients, residents, rate, ranks and their sources, if counted."
    ]
    counted: Annotated[bool, "Whether its recipients of all years are in the record."]
    history: Annotated[PlaceHistory, "What became of the place."]
    level: Annotated[str, "`province` or `regency`."]
    name: Annotated[str, "What the place is called in a sentence."]
    province: Annotated[Place, "The province that it belongs to, or is."]
    counted_in: Annotated[Place, "The province that it belonged to when it was counted."]
    count: Annotated[int, "How many places of its level there are."]
    standing: Annotated[Standing | None, "Its rate beside others, if it is known."]
    other_rates: Annotated[list[OtherRate], "Rates of a province by other bases than residents."]
    years: Annotated[
        list[YearOfRates], "Each year with the recipients of the place and the rates, if known."
    ]
    years_title: Annotated[str, "What the picture and the table of years show."]
    years_origin: Annotated[Origin | None, "Where the numbers of the years come from, if any."]
    drawing: Annotated[Markup, "The picture of the years."]
    revised: Annotated[list[str], "Notes on revisions of its numbers."]
    misplaced: Annotated[Row | None, "The province that the official file prints, if another."]
    moved_here: Annotated[
        list[tuple[Place, Row]], "Places that the official file prints under another province."
    ]
    members: Annotated[list[Place], "The regencies and cities of a province."]
    counted_elsewhere: Annotated[
        list[str], "The provinces in which places of a province were counted that lie in it today."
    ]
    nearest: Annotated[
        list[tuple[Place, float]], "The nearest regencies and cities, with the distance in km."
    ]
    similar: Annotated[list[tuple[Place, float]], "The most similar places, with their distance."]
    similar_by: Annotated[list[str], "The measures by whose share of residents they are similar."]
    view_box: Annotated[str, "The frame of the map."]
    points: Annotated[list[tuple[float, float]], "Where its regencies and cities are on the map."]
    here: Annotated[tuple[float, float] | None, "Where a regency or city is on the map."]
    districts: Annotated[list[str], "The names of its districts (kecamatan)."]
    counted_districts: Annotated[list[str], "Those of which the record has a count."]
    said: Annotated[list[Row], "Claims on the place from other sources."]
    single_wave: Annotated[bool, "Whether a count of the place in a single wave is known."]
    explained: Annotated[list[Row], "Rows of comparisons.csv that concern the place."]
    unknown: Annotated[list[str], "Measures that nobody published of the place."]
    other_names: Annotated[list[str], "Its other names."]
    download: Annotated[str, "The address of the CSV of its province, if that was counted."]
    compared: Annotated[
        list[tuple[str, str]], "What it can be compared with side by side: name and address."
    ]
    downloads: Annotated[list[tuple[str, str]], "Its own files, if it was counted: kind, address."]
    texts: Annotated[
        list[tuple[str, str]], "Texts to cite and embed its number, with their names, if counted."
    ]
    report: Annotated[str, "The address of the form to report an error, or empty."]
