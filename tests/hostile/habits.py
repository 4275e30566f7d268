"""What spreadsheets do to a table, by name: how, the rule that tells it, and whether
`check --fix` corrects it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from spoiling import append, replace, several

WAVES, FIGURES = "waves.csv", "wave_figures.csv"
QUOTA = "1,quota,200000,"
COMPLETION = "gender,female,all,,2020,1,11,share_of_recipients,45,percent"


def rewritten(file: str, change):
    """The whole file, as another program would save it."""

    def spoil(folder: Path) -> None:
        path = folder / "data" / file
        path.write_bytes(change(path.read_bytes()))

    return spoil


def separated(by: str):
    def change(raw: bytes) -> bytes:
        out = io.StringIO(newline="")
        rows = csv.reader(io.StringIO(raw.decode(), newline=""))
        csv.writer(out, delimiter=by, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()

    return change


def windows(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")


def excel_in_indonesian(raw: bytes) -> bytes:
    """CSV UTF-8 as Excel saves it where Windows is Indonesian."""
    return b"\xef\xbb\xbf" + windows(separated(";")(raw).replace(b";200000;", b";200.000;"))


def one_cell_a_row(raw: bytes) -> bytes:
    """Opened without splitting the columns, then saved: what holds a quotation mark is quoted."""
    lines = [
        b'"' + line.replace(b'"', b'""') + b'"' if b'"' in line else line
        for line in raw.splitlines()
    ]
    return b"\n".join(lines) + b"\n"


# name: (how, rule, file, column or None)
MENDED = {
    "a byte order mark": (rewritten(WAVES, lambda raw: b"\xef\xbb\xbf" + raw), "file-byte-order-mark", WAVES, None),
    "ends of lines as on Windows": (rewritten(WAVES, windows), "file-line-ends", WAVES, None),
    "semicolons between the columns": (rewritten(FIGURES, separated(";")), "file-separator", FIGURES, None),
    "tabs between the columns": (rewritten(FIGURES, separated("\t")), "file-separator", FIGURES, None),
    "all that Excel does in Indonesian": (rewritten(FIGURES, excel_in_indonesian), "file-saved-by-spreadsheet", FIGURES, None),
    "a whole row in one cell": (rewritten(FIGURES, one_cell_a_row), "rows-in-one-cell", FIGURES, None),
    "an empty row at the end": (append(WAVES, ",,"), "row-empty", WAVES, None),
    "an empty line at the end": (append(WAVES, ""), "row-empty", WAVES, None),
    "an empty row in the middle": (replace(WAVES, "5,2020,", ",,\n5,2020,"), "row-empty", WAVES, None),
    "an empty column on the right": (
        rewritten(WAVES, lambda raw: raw.replace(b"\n", b",,\n")), "columns-empty", WAVES, None,
    ),
    "a blank after a word": (replace(WAVES, "5,2020,semi_bansos", "5,2020,semi_bansos "), "cell-blanks-around", WAVES, "scheme"),
    "a blank that does not break, before a number": (
        replace(FIGURES, QUOTA, "1,quota,\u00a0200000,"), "cell-blanks-around", FIGURES, "value",
    ),
    "a blank after a name of a column": (replace(WAVES, "year,", "year ,"), "columns-spelling", WAVES, None),
    "a letter and its mark apart": (
        replace("sources.csv", "KONTAN.CO.ID", "KONTAN.CO.I\u0301D"), "cell-not-composed", "sources.csv", "publisher",
    ),
    "points for thousands of people": (replace(FIGURES, QUOTA, "1,quota,200.000,"), "number-form", FIGURES, "value"),
    "commas for thousands of people": (replace(FIGURES, QUOTA, '1,quota,"200,000",'), "number-form", FIGURES, "value"),
    "blanks for thousands": (replace(FIGURES, QUOTA, "1,quota,200 000,"), "number-form", FIGURES, "value"),
    "points for millions": (
        replace("programme_figures.csv", "recipients_net,4984790,", "recipients_net,4.984.790,"), "number-form", "programme_figures.csv", "value",
    ),
    "a decimal comma": (
        replace("survey_figures.csv", "survey_share,11.5,", 'survey_share,"11,5",'), "number-form", "survey_figures.csv", "value",
    ),
    "a code whose last zero is gone": (
        replace("reference/regencies.csv", "11.10,11,", "11.1,11,"), "code-shortened", "reference/regencies.csv", "regency_code",
    ),
    "a line that names the separator": (rewritten(WAVES, lambda raw: b"sep=,\n" + raw), "file-separator-line", WAVES, None),
    "ends of lines as on old Macs": (rewritten(WAVES, lambda raw: raw.replace(b"\n", b"\r")), "file-line-ends", WAVES, None),
    "vertical bars, capitals, blank lines and dates with points": (
        rewritten("wave_dates.csv", lambda raw: b"\n\n" + separated("|")(raw).replace(b"wave|event", b"Wave|Event").replace(b"2020-04-11", b"2020.04.11")),
        "columns-spelling", "wave_dates.csv", None,
    ),
    "columns in another order": (rewritten(WAVES, lambda raw: b"\n".join(b",".join(line.split(b",")[::-1]) for line in raw.split(b"\n"))), "columns-reordered", WAVES, None),
    "letters read in a wrong encoding": (
        replace("sources.csv", "–", "–".encode().decode("cp1252")), "cell-wrong-encoding", "sources.csv", None,
    ),
    "a date that can only be as in America": (
        replace("wave_dates.csv", "1,closed_on,2020-04-16", "1,closed_on,4/16/2020"), "date-form", "wave_dates.csv", "date",
    ),
    "points for thousands of a whole number": (
        replace("surveys.csv", ",76890,", ",76.890,"), "number-form", "surveys.csv", "sample_size",
    ),
}  # fmt: skip

# What no rule can read in one way only: reported, and left as it is.
TOLD = {
    "a date as in Indonesia": (replace("wave_dates.csv", "1,opened_on,2020-04-11", "1,opened_on,11/04/2020"), "date-local-form", "wave_dates.csv", "2020-04-11 / 2020-11-04"),
    "a date with a year of two digits": (replace(FIGURES, "200000,people,2020-04-22", "200000,people,22-04-20"), "date-local-form", FIGURES, "2020-04-22"),
    "a date in words": (replace("wave_dates.csv", "1,opened_on,2020-04-11", "1,opened_on,11-Apr-20"), "date-local-form", "wave_dates.csv", "2020-04-11 / 2011-04-20"),
    "a comma that may be either": (
        replace("survey_figures.csv", "survey_share,11.5,", 'survey_share,"11,500",'), "number-unclear", "survey_figures.csv", "88.92",
    ),
    "a large number as a power of ten": (replace(FIGURES, QUOTA, '1,quota,"2,00E+05",'), "number-unclear", FIGURES, "200000"),
    "the encoding of Windows": (
        rewritten("sources.csv", lambda raw: raw.decode().encode("cp1252", "replace").replace(b"KONTAN", b"KONT\xc1N")), "file-encoding", "sources.csv", "UTF-8",
    ),
    
}  # fmt: skip

ALL_AT_ONCE = several(
    rewritten(WAVES, windows),
    replace("survey_figures.csv", "survey_share,11.5,", 'survey_share,"11,5",'),
    append("items.csv", ",,,"),
    rewritten(FIGURES, separated(";")),
)
