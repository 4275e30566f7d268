"""Hostile inputs, by name: how the record is spoilt, and what is said of it."""

from __future__ import annotations

import os
from pathlib import Path

from spoiling import append, column, describe, drop, replace, table, write

SOURCE = "hostile-240101,{},Synthetic,{},2024-01-01,2026-11-24,press,facts-only,,,,,"
WAVES = "data/waves.csv"
DESCRIBED = "data/datapackage.json"


def a_source(title: str = "Title", url: str = ""):
    return append("sources.csv", SOURCE.format(title, url))


def sparse(file: str, size: int):
    """A file that says it is so big, without taking the room."""

    def spoil(folder: Path) -> None:
        with (folder / "data" / file).open("r+b") as stream:
            stream.truncate(size)

    return spoil


def link(file: str, target: str, under: str = "data"):
    """A file is a link; beside the record a project has no files, so they are made up."""

    def spoil(folder: Path) -> None:
        path = folder / under / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return spoil


def link_folder(name: str):
    """A folder of the record lies elsewhere, and a link leads there."""

    def spoil(folder: Path) -> None:
        elsewhere = folder / "elsewhere"
        (folder / "data" / name).rename(elsewhere)
        (folder / "data" / name).symlink_to(elsewhere)

    return spoil


def second_table(name: str, path: str):
    """A table of portals once more, under another name."""

    def spoil(folder: Path) -> None:
        again = (folder / "data" / "portals.csv").read_bytes()
        (folder / "data" / path).write_bytes(again)
        describe(
            lambda d: d["resources"].append(table(d, "portals") | {"name": name, "path": path})
        )(folder)

    return spoil


def pipe(file: str):
    def spoil(folder: Path) -> None:
        (folder / "data" / file).unlink()
        os.mkfifo(folder / "data" / file)

    return spoil


def rename_column(old: str, new: str, of: str):
    """In the description and in the table, so that the two agree."""

    def spoil(folder: Path) -> None:
        describe(lambda d: column(d, old, of).update(name=new))(folder)
        replace(f"{of}.csv", old, new)(folder)

    return spoil


def constraint(name: str, of: str, **rules):
    return describe(lambda d: column(d, name, of)["constraints"].update(rules))


def without_constraint(rule: str, name: str, of: str):
    return describe(lambda d: column(d, name, of)["constraints"].pop(rule))


# name: (how it is spoilt, rule, file, row or None, column or None)
ATTACKS = {
    # Size
    "a table of two gigabytes": (sparse("waves.csv", 2_000_000_000), "file-too-big", WAVES, None, None),
    "a description of two gigabytes": (
        sparse("datapackage.json", 2_000_000_000), "file-too-big", DESCRIBED, None, None,
    ),
    "a header of 100,000 columns": (
        write("waves.csv", b"wave,year,scheme" + b",x" * 100_000 + b"\n1,2020,normal\n"),
        "row-too-long", WAVES, 1, None,
    ),
    "a row of 100,000 cells": (
        append("waves.csv", "71,2024,normal" + ",x" * 100_000), "row-too-long", WAVES, True, None,
    ),
    "a row of 5,000 cells": (
        append("waves.csv", "71,2024,normal" + "," * 5_000), "row-too-wide", WAVES, True, None,
    ),
    "a row of 190 cells": (
        append("waves.csv", "71,2024,normal" + "," * 187), "row-ends-with-empty-cells", WAVES, True, None,
    ),
    "a text as long as a book": (a_source("a" * 1_000_000), "row-too-long", "data/sources.csv", True, None),
    "a text as long as a page": (a_source("a" * 5_000), "cell-too-long", "data/sources.csv", True, "title"),
    "a quotation mark that swallows a large table": (
        replace("place_figures.csv", ",published,", ',"published,'),
        "quote-open", "data/place_figures.csv", True, None,
    ),
    "a file that ends within a quotation": (
        lambda folder: (folder / WAVES).write_text("wave,year,scheme\n1,2020,\"normal\n"),
        "quote-open", WAVES, 2, None,
    ),
    "an unknown key into a table with a row too long": (
        lambda folder: (
            append("measures.csv", "x,n,n,d,d,people,gross,one,two,three")(folder),
            replace("wave_figures.csv", "1,quota,200000,", "1,quotas,200000,")(folder),
        ),
        "row-shape", "data/measures.csv", True, None,
    ),
    "a number of 400 digits": (
        append("sum_checks.csv", "x,wave_figures,quota,," + "9" * 400 + ",9,,y/z@w,0,a,b"),
        "number-unclear|number-missing", "data/sum_checks.csv", True, "parts_wave_from",
    ),
    "a number beyond 64 bits": (
        replace("wave_figures.csv", "1,quota,200000,", "1,quota,99999999999999999999,"),
        "number-unclear|number-missing", "data/wave_figures.csv", True, "value",
    ),
    "an exponent": (
        replace("wave_figures.csv", "1,quota,200000,", "1,quota,1e308,"),
        "number-unclear|number-missing", "data/wave_figures.csv", True, "value",
    ),
    "not a number": (
        replace("wave_figures.csv", "1,quota,200000,", "1,quota,NaN,"),
        "number-unclear|number-missing", "data/wave_figures.csv", True, "value",
    ),
    "a negative zero of digits in another script": (
        replace("wave_figures.csv", "1,quota,200000,", "1,quota,٢٠٠٠٠٠,"),
        "number-unclear|number-missing", "data/wave_figures.csv", True, "value",
    ),
    # Bytes
    "a NUL byte": (append("waves.csv", "71,20\x0024,normal"), "file-unreadable", WAVES, True, None),
    "a file of NUL bytes": (write("waves.csv", b"\0" * 5_000), "file-unreadable", WAVES, True, None),
    "UTF-16": (
        write("waves.csv", "wave,year,scheme\n1,2020,normal\n".encode("utf-16")),
        "file-encoding", WAVES, True, None,
    ),
    "half a character": (write("waves.csv", b"wave,year,scheme\n1,2020,nor\xe2\x82"), "file-cut-short", WAVES, True, None),
    "an overlong slash": (write("waves.csv", b"wave,year,scheme\n1,2020,\xc0\xaf\n"), "file-encoding", WAVES, True, None),
    "a surrogate": (write("waves.csv", b"wave,year,scheme\n1,2020,\xed\xa0\x80\n"), "file-encoding", WAVES, True, None),
    "an empty file": (write("waves.csv", b""), "file-unreadable|header-differs", WAVES, None, None),
    "a header without rows": (write("waves.csv", b"wave,year,scheme\n"), "table-empty", WAVES, None, None),
    "a picture named .csv": (
        write("waves.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "file-unreadable", WAVES, None, None,
    ),
    "a workbook named .csv": (write("waves.csv", b"PK\x03\x04\x14\0\6\0"), "file-unreadable", WAVES, None, None),
    "a pipe that never ends": (pipe("waves.csv"), "file-unreadable", WAVES, None, None),
    # Links
    "a link out of the folder": (link("waves.csv", "/etc/hostname"), "link-refused", WAVES, None, None),
    "a link within the folder": (link("waves.csv", "items.csv"), "link-refused", WAVES, None, None),
    "a link to itself": (link("waves.csv", "waves.csv"), "link-refused", WAVES, None, None),
    "a link to nothing": (link("waves.csv", "nowhere.csv"), "link-refused", WAVES, None, None),
    "a file name that is no text": (lambda folder: (folder / "data" / os.fsdecode(b"a\xff.csv")).touch(), "file-name-unreadable", "data/a\\xff.csv", None, None),
    "folders inside each other": (lambda folder: (folder / "data" / "/".join("d" * 40)).mkdir(parents=True), "folders-too-deep", "data", None, None),
    "a source read on a day that has not come": (append("sources.csv", SOURCE.format("Title", "").replace("2026-11-24", "2199-01-01")), "date-not-yet", "data/sources.csv", True, "accessed_on"),
    "an endless device": (link("waves.csv", "/dev/zero"), "link-refused", WAVES, None, None),
    "a linked folder of the build": (link("build", "stowed", "."), "link-refused", "build", None, None),
    "a linked folder of sites": (link(".site", "stowed", "."), "link-refused", ".site", None, None),
    "a linked licence": (link("LICENSE", "/etc/hostname"), "link-refused", "data/LICENSE", None, None),
    "a linked description": (link("datapackage.json", "/etc/hostname"), "link-refused", DESCRIBED, None, None),
    "a linked folder": (link_folder("reference"), "link-refused", "data/reference", None, None),
    "linked releases": (link_folder("releases"), "link-refused", "data/releases", None, None),
    "a link that no table names": (link("reference/.hidden", "/"), "link-refused", "data/reference/.hidden", None, None),
    "a linked asset": (
        link("secret.txt", "/etc/hostname", "site_src/assets"), "link-refused", "site_src/assets/secret.txt", None, None,
    ),
    "a linked folder of the theme": (
        link("partials", "/etc", "site_src/theme"), "link-refused", "site_src/theme/partials", None, None,
    ),
    "linked settings": (link("mkdocs.yml", "/etc/hostname", "."), "link-refused", "mkdocs.yml", None, None),
    # Characters
    "a right-to-left override": (a_source("abc\u202edef"), "cell-control-character", "data/sources.csv", True, "title"),
    "a right-to-left isolate": (a_source("abc\u2067def"), "cell-control-character", "data/sources.csv", True, "title"),
    "an Arabic letter mark": (a_source("abc\u061cdef"), "cell-control-character", "data/sources.csv", True, "title"),
    "a zero-width space": (a_source("abc\u200bdef"), "cell-control-character", "data/sources.csv", True, "title"),
    "a word joiner": (a_source("abc\u2060def"), "cell-control-character", "data/sources.csv", True, "title"),
    "a soft hyphen": (a_source("abc\u00addef"), "cell-control-character", "data/sources.csv", True, "title"),
    "a line separator": (a_source("abc\u2028def"), "cell-control-character", "data/sources.csv", True, "title"),
    "tag characters": (a_source("abc\U000e0041def"), "cell-control-character", "data/sources.csv", True, "title"),
    "an escape sequence of terminals": (a_source("abc\x1b[31mdef"), "cell-control-character", "data/sources.csv", True, "title"),
    "a byte order mark inside": (a_source("abc\ufeffdef"), "cell-control-character", "data/sources.csv", True, "title"),
    # Addresses and keys
    "a script for an address of a source": (a_source(url="javascript:alert(1)"), "constraint-broken", "data/sources.csv", True, "url"),
    "a script in capitals": (a_source(url="JaVaScRiPt:alert(1)"), "constraint-broken", "data/sources.csv", True, "url"),
    "data for an address": (a_source(url="data:text/html;base64;x"), "constraint-broken", "data/sources.csv", True, "url"),
    "a file for an address": (a_source(url="file:///etc/passwd"), "constraint-broken", "data/sources.csv", True, "url"),
    "a path in a source id": (
        append("sources.csv", "../../etc/passwd,T,P,,2024-01-01,2026-11-24,press,facts-only,,,,,"),
        "constraint-broken", "data/sources.csv", True, "source_id",
    ),
    "markup in a source id": (
        append("sources.csv", "<b>x</b>,T,P,,2024-01-01,2026-11-24,press,facts-only,,,,,"),
        "constraint-broken", "data/sources.csv", True, "source_id",
    ),
    "a path in a code": (
        append("reference/codes.csv", "topic,../../x,,Nama,Name,,"), "key-unsafe", "data/reference/codes.csv", True, "code",
    ),
    "markup in a code": (
        append("reference/codes.csv", "topic,<i>x,,Nama,Name,,"), "key-unsafe", "data/reference/codes.csv", True, "code",
    ),
    "a path in an id, and the rule for ids taken away": (
        lambda folder: (
            without_constraint("pattern", "source_id", "sources")(folder),
            append("sources.csv", "../x,T,P,,2024-01-01,2026-11-24,press,facts-only,,,,,")(folder),
        ),
        "constraint-needed", DESCRIBED, None, None,
    ),
    "a measure id that breaks a pattern": (
        append("measures.csv", "a b,n,n,d,d,people,gross"), "constraint-broken", "data/measures.csv", True, "measure_id",
    ),
    "code for arithmetic": (
        replace("programme_figures.csv", "2022,23,47,recipients_net,4984790,people,2022-12-31,lap22,published,,,", "2022,23,47,recipients_net,4984790,people,2022-12-31,lap22,derived,,__import__('os').system('id'),"),
        "arithmetic-unreadable", "data/programme_figures.csv", True, "arithmetic",
    ),
    # The description
    "brackets without end": (write("datapackage.json", b"[" * 100_000), "descriptor-broken", DESCRIBED, None, None),
    "objects without end": (write("datapackage.json", b'{"a":' * 100_000), "descriptor-broken", DESCRIBED, None, None),
    "a number of 10,000 digits": (
        write("datapackage.json", b'{"version": ' + b"9" * 10_000 + b"}"), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a key twice": (
        replace("datapackage.json", '"version":', '"version": "1999.01.0", "version":'),
        "descriptor-broken", DESCRIBED, None, None,
    ),
    "a constant that is not JSON": (
        replace("datapackage.json", '"maximum": 50', '"maximum": Infinity'), "descriptor-broken", DESCRIBED, None, None,
    ),
    "YAML with anchors for a description": (
        write("datapackage.json", b"a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n"), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a list for a description": (write("datapackage.json", b"[]"), "descriptor-broken", DESCRIBED, None, None),
    "no description": (lambda folder: (folder / DESCRIBED).unlink(), "descriptor-broken", DESCRIBED, None, None),
    "a table from the web": (
        describe(lambda d: table(d, "waves").update(path="https://example.org/waves.csv")), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a table by its absolute path": (
        describe(lambda d: table(d, "waves").update(path="/etc/passwd")), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a table in several files": (
        describe(lambda d: table(d, "waves").update(path=["waves.csv", "items.csv"])), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a profile to fetch": (
        describe(lambda d: d.update(profile="http://169.254.169.254/x.json")), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a schema to fetch": (
        describe(lambda d: table(d, "waves").update(schema="http://169.254.169.254/x.json")), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a compressed table": (
        describe(lambda d: table(d, "waves").update(compression="gz")), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a pattern that is no pattern": (constraint("name", "portals", pattern="(["), "descriptor-broken", DESCRIBED, None, None),
    "a table lost": (
        describe(lambda d: d["resources"].remove(table(d, "portals"))), "table-needed", DESCRIBED, None, None,
    ),
    "a table renamed": (
        describe(lambda d: table(d, "portals").update(name="doors")), "table-needed", DESCRIBED, None, None,
    ),
    "a column renamed everywhere": (rename_column("scheme", "plan", "waves"), "column-needed", DESCRIBED, None, "scheme"),
    "a column of another type": (
        describe(lambda d: column(d, "year", "waves").update(type="string")), "column-needed", DESCRIBED, None, "year",
    ),
    "a rule taken away": (without_constraint("pattern", "period", "programme_figures"), "constraint-needed", DESCRIBED, None, None),
    "a rule widened": (constraint("as_of", "wave_figures", pattern=".*"), "constraint-needed", DESCRIBED, None, None),
    "a foreign key taken away": (
        describe(lambda d: table(d, "wave_figures")["schema"].pop("foreignKeys")), "link-needed", DESCRIBED, None, None,
    ),
    "a foreign key that is a number": (
        describe(lambda d: table(d, "wave_figures")["schema"].update(foreignKeys=[5])), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a foreign key into no table": (
        describe(lambda d: table(d, "wave_figures")["schema"]["foreignKeys"][0]["reference"].update(resource="wavs")),
        "key-of-unknown-column", DESCRIBED, None, None,
    ),
    "a primary key of no column": (
        describe(lambda d: table(d, "waves")["schema"].update(primaryKey="wav")), "key-of-unknown-column", DESCRIBED, None, None,
    ),
    "a primary key that is an object": (
        describe(lambda d: table(d, "waves")["schema"].update(primaryKey={"a": 1})), "descriptor-broken", DESCRIBED, None, None,
    ),
    "fields that are an object": (
        describe(lambda d: table(d, "waves")["schema"].update(fields={})), "descriptor-broken", DESCRIBED, None, None,
    ),
    "constraints that are a text": (
        describe(lambda d: column(d, "year", "waves").update(constraints="required")), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a limit that is a word": (constraint("sample_size", "surveys", minimum="many"), "descriptor-broken", DESCRIBED, None, None),
    "an enumeration that is a number": (constraint("alias", "place_aliases", enum=7), "descriptor-broken", DESCRIBED, None, None),
    "a hundred and one tables": (
        describe(lambda d: d["resources"].extend([table(d, "waves")] * 100)), "descriptor-broken", DESCRIBED, None, None,
    ),
    "two tables of one name": (
        describe(lambda d: d["resources"].append(table(d, "waves"))), "descriptor-broken|table-twice", DESCRIBED, None, None,
    ),
    "a version of a thousand digits": (
        describe(lambda d: d.update(version="2026.12." + "9" * 1_000)), "descriptor-broken", DESCRIBED, None, None,
    ),
    "a file with a name of 250 letters": (second_table("a", "a" * 246 + ".csv"), "descriptor-broken", DESCRIBED, None, None),
    "a column of the same title": (
        describe(lambda d: column(d, "year", "waves").update(title=column(d, "wave", "waves")["title"] + " ")),
        "column-twice", DESCRIBED, None, None,
    ),
    "a column of the same title in the other language": (
        describe(lambda d: column(d, "year", "waves").update(title_id=column(d, "wave", "waves")["title_id"].upper())),
        "column-twice", DESCRIBED, None, None,
    ),
    "a column that the code adds": (rename_column("name", "row", "portals"), "name-reserved", DESCRIBED, None, "row"),
    "a table that the database has": (second_table("columns", "columns.csv"), "name-reserved", DESCRIBED, None, None),
    "a table of the database itself": (second_table("sqlite_x", "more.csv"), "name-reserved", DESCRIBED, None, None),
    "a file that Windows cannot have": (second_table("more", "aux.csv"), "name-reserved", DESCRIBED, None, None),
    "a unit that is an object": (
        describe(lambda d: column(d, "year", "waves").update(unit={"a": ["b"]})), "descriptor-broken", DESCRIBED, None, None,
    ),
    "an address of a program": (append("portals.csv", ",".join(["Portal", "https://a><b>", *["x"] * 10])), "url-unsafe", "data/portals.csv", True, "url"),
    "a day at the end of time": (
        append("calendar.csv", "later,9999-12-31,,Rapat,Meeting"), "date-out-of-range", "data/calendar.csv", True, "planned_on",
    ),
    "a day before all": (
        append("calendar.csv", "later,0001-01-01,,Rapat,Meeting"), "date-out-of-range", "data/calendar.csv", True, "planned_on",
    ),
    "a release without a version": (append("calendar.csv", "release-2033.02.0a,2033-02-01,,Rilis,Release"), "event-without-version", "data/calendar.csv", True, "event_id"),
    "a version with a line break": (describe(lambda d: d.update(version=d["version"] + "\n")), "descriptor-broken", DESCRIBED, None, None),
    "a name whose address is too long for a file system": (
        replace("reference/regencies.csv", "Kabupaten Simeulue,Simeulue,", "Kabupaten Simeulue," + "Simeulue " * 30 + "x,"),
        "address-too-long", "data/reference/regencies.csv", True, "name_short",
    ),
    "a table at the address of an empty page": (second_table("_", "more.csv"), "address-reserved", DESCRIBED, None, None),
    "a code list without its words": (drop("reference/codes.csv", "status,published"), "code-unnamed", "data/wave_figures.csv", True, "status"),
    "a unit of a column without its words": (drop("reference/codes.csv", "unit,degrees"), "code-unnamed", DESCRIBED, None, "lat"),
    "a status that no row has, without its words": (drop("reference/codes.csv", "status,suppressed"), "code-unnamed", DESCRIBED, None, "status"),
    "a level of the settings without its words": (drop("reference/codes.csv", "level,island"), "code-unnamed", "prakerja/settings.yml", None, None),
    "a caveat without its words": (drop("reference/codes.csv", "caveats,unfit_beside"), "code-unnamed", "data/reference/codes.csv", None, None),
}  # fmt: skip
