"""The index of texts that the search loads: what it holds of each, and how it is packed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from os.path import commonprefix
from string import ascii_lowercase, ascii_uppercase
from unicodedata import normalize

OMITTED = re.compile(r"['’`]")
BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Found:
    """A text that can be found.

    key: the same in every language. address: below the root of the language; its last part names
    the text too. kind: page, section, entry, chart, table, source or figure. about, body: words
    that count less. within: the key of the page that it is a part of. value: the number that it
    says, in words.
    """

    key: str
    name: str
    address: str
    kind: str
    about: str = ""
    body: str = ""
    within: str = ""
    value: str = ""


def text_index(
    texts: list[Found], names: dict[str, list[str]], ignored: set[str]
) -> dict[str, object]:
    """The index of texts; names: what each is called in the other languages, by its key. ignored:
    words that count in names only.

    texts: of each, in order, its name, its address (without that of the page that it is a part of),
    its value, the number of its kind, and that of the page that it is a part of, or -1; the first
    three are lines of one text. kinds: the names of the kinds, by number. terms: all words in order
    but those of names, each as how many letters it shares with the one before it, in a capital (A:
    none), and the rest. postings: of each word the numbers of the texts that are about it, and of
    those that have it in their body: two lists, each number as the difference to the one before it,
    in letters for digits of which the last is a capital.
    """
    kinds = [*dict.fromkeys(text.kind for text in texts)]
    number = {text.key: i for i, text in enumerate(texts)}
    places: dict[str, tuple[list[int], list[int]]] = {}
    for i, text in enumerate(texts):
        about = " ".join([text.about, *names.get(text.key, [])])
        seen = {*ignored, *plain(text.name).split()}
        for rank, words in enumerate((about, text.body)):
            for word in dict.fromkeys(plain(words).split()):
                if word not in seen and not (rank and word.isdigit()):
                    seen.add(word)
                    places.setdefault(word, ([], []))[rank].append(i)
    return {
        "kinds": kinds,
        "texts": {
            "names": "\n".join(text.name for text in texts),
            "addresses": "\n".join(_beyond(text, texts, number) for text in texts),
            "values": "\n".join(text.value for text in texts),
            "kinds": [kinds.index(text.kind) for text in texts],
            "within": [number.get(text.within, -1) for text in texts],
        },
        "terms": "".join(_shortened(sorted(places))),
        "postings": " ".join(_posting(places[word]) for word in sorted(places)),
    }


def _beyond(text: Found, texts: list[Found], number: dict[str, int]) -> str:
    """The address of a text without that of the page that it is a part of."""
    page = texts[number[text.within]].address if text.within else ""
    return text.address.removeprefix(page)


def _shortened(words: list[str]) -> Iterator[str]:
    for before, word in pairwise(["", *words]):
        shared = min(len(commonprefix([before, word])), len(ascii_uppercase) - 1)
        yield ascii_uppercase[shared] + word[shared:]


def _posting(places: tuple[list[int], list[int]]) -> str:
    return ";".join("".join(_differences(numbers)) for numbers in places)


def _differences(numbers: list[int]) -> Iterator[str]:
    before = 0
    for number in numbers:
        yield _letters(number - before)
        before = number


def _letters(number: int) -> str:
    """A number with small letters for digits, the last one a capital: 0 is A, 27 is bB."""
    more, last = divmod(number, len(ascii_uppercase))
    word = ascii_uppercase[last]
    while more:
        more, digit = divmod(more, len(ascii_lowercase))
        word = ascii_lowercase[digit] + word
    return word


def plain(text: str) -> str:
    """A text in small letters without accents and signs, as ranking.js reads a query."""
    letters = OMITTED.sub("", normalize("NFKD", text).lower())
    return BETWEEN.sub(" ", re.sub(r"[̀-ͯ]", "", letters)).strip()
