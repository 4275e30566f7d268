"""Numbers in the forms that spreadsheets and people write, and what each can mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from publicrecord.characters import keyboard, typed
from publicrecord.findings import Rule
from publicrecord.language import N_, Message
from publicrecord.record.form import OFFERED
from publicrecord.record.slip import Slip

NUMBER_FORM = Rule(
    "number-form",
    N_('The number "{value}" is not written as these tables write numbers: {reason}.'),
    OFFERED,
)
NUMBER_UNCLEAR = Rule(
    "number-unclear",
    N_('"{value}" is not a plain number: {reason}.'),
    N_(
        "Check the number in the source, then write its digits only, with a point before "
        "decimals, such as {example}."
    ),
)
NUMBER_MISSING = Rule(
    "number-missing",
    N_('"{value}" is a word or a sign for a missing number.'),
    N_(
        "Leave the cell empty, and write in the column status why: not_known, not_published or "
        "suppressed."
    ),
)
EXAMPLES = "1234567, 88.92"

THOUSANDS = N_("it has separators of thousands")
DECIMAL_COMMA = N_("it has a comma before its decimals")
NO_DECIMALS = N_("a whole number has decimals")
QUOTED = N_("it has an apostrophe or quotation marks")
SIGNED = N_("it has a plus sign, or a dash that is not the minus sign of the keyboard")
ZEROS = N_("it has zeros that do not belong to it, or none before its point")
TWO_READINGS = N_("its separator can be one of thousands or of decimals")
POWER = N_("it is written as a power of ten, which may have cost it digits")
PERCENT = N_("it has a percent sign; what it counts is written in the column unit")
CURRENCY = N_("it has a currency; what it counts is written in the column unit")
FRACTION = N_("it is a fraction")
RANGE = N_("it is a range of two numbers")
ABOUT = N_("it has a sign such as < or ±; how exact a value is belongs in the column status")
BRACKETS = N_("brackets can mean a negative number or a footnote")
LETTER = N_("it has a letter in place of a digit, such as O for 0")
DATE = N_("it looks like a date, which spreadsheets make of numbers")
WORDS = N_("it has words or a unit beside its digits")
FOOTNOTE = N_("it has a mark of a footnote; a remark belongs in the column note")
FORMULA = N_("it is a formula of a spreadsheet instead of its result")
SIGNS = N_("its points and commas are not those of one number")
PART = N_("it has a comma before its decimals, but what is counted has none")
OTHER_DIGITS = N_("its digits are not the digits 0 to 9")
TOO_LONG = N_("it has more digits than a computer can keep")

SPACE = "[ '\u2019_]"
PLAIN = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?")
POINTS = re.compile(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+|-?[1-9][0-9]{0,2}(\.[0-9]{3}){2,}")
COMMAS = re.compile(
    r"-?[1-9][0-9]{0,2}(,[0-9]{3})+\.[0-9]+|-?[1-9][0-9]{0,2}(,[0-9]{3}){2,}"
    r"|-?[1-9][0-9]?(,[0-9]{2})+,[0-9]{3}(\.[0-9]+)?"  # as in India
)
SPACES = re.compile(rf"-?[1-9][0-9]{{0,2}}({SPACE}[0-9]{{3}})+([.,][0-9]+)?")
ONE_GROUP = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1.234: a decimal, but for counts
COMMA = re.compile(r"-?[0-9]+,([0-9]{1,2}|[0-9]{4,10})|-?(0|[0-9]{4,}),[0-9]{3}")
ABSENT = re.compile(
    r"n\.?/?[adk]\.?|nan|null|none|nil|nihil|kosong|missing|unknown|na?n|tba|tbd|belum( ada)?"
    r"|menyusul|segera|pending|tidak (ada|diketahui|tersedia)"
    r"|not (known|available|stated|published|recorded)|-+|\?+|x+|\.{1,3}|…|\*+",
    re.IGNORECASE,
)
MONEY = r"(?:Rp\.?|IDR|USD|US\$|S\$|\$|€|EUR|£|GBP|¥|RM|SGD|AUD|A\$)"
MISTYPED = re.compile(r"(?=.*[OoIlSB|])(?=.*[0-9])-?[0-9OoIlSB|.,]+")
AMOUNT = r"[-+]?[0-9][0-9.,' _\u2019]*"
TWO = rf"{AMOUNT}\s*(?:-|to|until|hingga|sampai|s\.?/?d\.?)\s*{AMOUNT}"
DAY = (
    r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}|(?:[0-9]{1,4}[- ])?[^\W\d_]{3,9}[-. ][0-9]{1,4}"
    r"|[0-9]{1,2}[- /][^\W\d_]{3,9}"
)
MONTHS = re.compile(r"(?i)\b(jan|feb|mar|apr|ma[yi]|jun|jul|a[ug][ugt]|sep|o[ck]t|no[vp]|de[cs])")
# What a person has to look at: the form, and why.
UNCLEAR: list[tuple[str, Message]] = [
    (r"[-+]?[0-9]+([.,][0-9]+)?\s*([eE][-+]?[0-9]+|[x×]\s*10\^?[0-9]+)", POWER),
    (rf"{AMOUNT}\s*(%|‰|percent|persen|pct|per cent)", PERCENT),
    (rf"[-+]?\s*{MONEY}\s*{AMOUNT}(,-+)?|{AMOUNT}\s*{MONEY}|{AMOUNT},-+", CURRENCY),
    (r"([0-9]+ )?[0-9]+/[0-9]+|[0-9]*\s*[¼½¾⅓⅔⅛]", FRACTION),
    (rf"\(\s*{AMOUNT}\)", BRACKETS),
    (TWO, RANGE),
    (rf"(?:[<>≤≥~≈±+]|(?:ca|c|about|around|approx|sekitar|kurang lebih|lebih dari|hampir)\b\.?)"
     rf"\s*=?\s*{AMOUNT}|{AMOUNT}\s*[+~±]+"
     rf"|{AMOUNT}\s*(?:±|\+/-|\+-)\s*{AMOUNT}", ABOUT),
    (rf"{AMOUNT}\s*(?:[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?|\[\w{{1,2}}\]|\(?[a-z]\)|(?<=\s)[0-9]\))", FOOTNOTE),
    (r"[=+@]?[A-Z]{2,}\(.*|=.*", FORMULA),
]  # fmt: skip


def number_slip(cell: str, whole: bool) -> Slip | None:
    """What is unusual in a cell that should be a number; None if it is a plain one, or nothing that
    looks like a number. whole: it counts something, and has no decimals."""
    text = keyboard(cell)
    if text == cell and PLAIN.fullmatch(cell):
        return _decimals(cell) if whole else None
    if PLAIN.fullmatch(text):
        return Slip(NUMBER_FORM, SIGNED, text)
    for reads, reason in READINGS:
        reading = reads(text, whole)
        if reading is not None and PLAIN.fullmatch(reading):
            after = _decimals(reading) if whole else None
            return Slip(NUMBER_FORM, reason, (after and after.reading) or reading)
    return _unclear(cell, text, whole)


def _unclear(cell: str, text: str, whole: bool) -> Slip | None:
    """Why a number can only be read by a person."""
    if ABSENT.fullmatch(text):
        return Slip(NUMBER_MISSING)
    for form, reason in UNCLEAR:
        if re.fullmatch(form, text, re.IGNORECASE):
            amounts = re.findall(AMOUNT, text)
            alone = _inner(amounts[0].strip(" ,.-"), whole) if len(amounts) == 1 else None
            if alone and ONE_GROUP.fullmatch(alone):
                alone = None
            return Slip(NUMBER_UNCLEAR, reason, example=_power(text) if reason is POWER else alone)
    if ONE_GROUP.fullmatch(text):
        return Slip(NUMBER_UNCLEAR, TWO_READINGS)
    if whole and COMMA.fullmatch(text):
        return Slip(NUMBER_UNCLEAR, PART, example="1234567")
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        return Slip(NUMBER_UNCLEAR, TOO_LONG)
    if re.fullmatch(DAY, text) and (MONTHS.search(text) or not re.search(r"[^\W\d_]", text)):
        return Slip(NUMBER_UNCLEAR, DATE)
    if any(letter.isdecimal() and not letter.isascii() for letter in cell):
        return Slip(NUMBER_UNCLEAR, OTHER_DIGITS)
    if re.fullmatch("-?[0-9.,' ]*[0-9][0-9.,' ]*", text):
        return Slip(NUMBER_UNCLEAR, SIGNS)
    if MISTYPED.fullmatch(text):
        return Slip(NUMBER_UNCLEAR, LETTER)
    if re.search("[0-9]", text):
        return Slip(NUMBER_UNCLEAR, WORDS)
    return None


def _decimals(number: str) -> Slip | None:
    """What decimals in a whole number mean: thousands, or nothing."""
    if ONE_GROUP.fullmatch(number):
        return Slip(NUMBER_FORM, THOUSANDS, number.replace(".", ""))
    plain = re.fullmatch(r"(-?[0-9]+)\.0{1,2}", number)
    return Slip(NUMBER_FORM, NO_DECIMALS, plain[1]) if plain else None


def _grouped(text: str, whole: bool) -> str | None:
    if POINTS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if COMMAS.fullmatch(text):
        return text.replace(",", "")
    if SPACES.fullmatch(text):
        return re.sub(SPACE, "", text).replace(",", ".")
    return re.sub("[.,]", "", text) if whole and ONE_GROUP.fullmatch(text) else None


def _comma(text: str, whole: bool) -> str | None:
    if not COMMA.fullmatch(text) or (whole and not re.fullmatch("-?[0-9]+,0{1,2}", text)):
        return None
    return text.replace(",", ".")


def _unquoted(text: str, whole: bool) -> str | None:
    inside = typed(text)
    return None if inside == text else _inner(inside, whole)


def _signed(text: str, whole: bool) -> str | None:
    found = re.fullmatch(r"([+-])\s*(.*)", text)
    if not found or found[0] == text == found[1] + found[2] and found[1] == "-":
        return None
    inner = _inner(found[2], whole)
    return inner and (f"-{inner}" if found[1] == "-" else inner)


def _zeros(text: str, _whole: bool) -> str | None:
    found = re.fullmatch(r"(-?)0*([0-9]*)(?:\.([0-9]*))?", text)
    if not found or not (found[2] or found[3]):
        return None
    return f"{found[1]}{found[2] or '0'}" + (f".{found[3]}" if found[3] else "")


READINGS: list[tuple[Callable[[str, bool], str | None], Message]] = [
    (_grouped, THOUSANDS),
    (_comma, DECIMAL_COMMA),
    (_unquoted, QUOTED),
    (_signed, SIGNED),
    (_zeros, ZEROS),
]


def _inner(text: str, whole: bool) -> str | None:
    """A number within a sign or quotation marks, as these tables write it."""
    if PLAIN.fullmatch(text):
        return text
    return next((read for reads, _ in READINGS[:2] if (read := reads(text, whole))), None)


def _power(text: str) -> str | None:
    """All digits of a power of ten."""
    try:
        value = Decimal(re.sub(r"\s*[x×]\s*10\^?", "e", text.replace(",", ".")))
    except InvalidOperation:
        return None
    return f"{value:f}" if -10 < value.adjusted() < 15 else None


def plain(number: str, whole: bool) -> str:
    """A number as these tables write it; unchanged where it could be read in two ways."""
    slip = number_slip(unicodedata.normalize("NFC", number), whole)
    return slip.reading if slip and slip.reading else number
