"""What is said of each case, word by word, as it is kept in a file with a heading for each.

PUBLICRECORD_GOLDEN=write writes what is said; look at the difference, then commit it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path


def kept_texts(file: Path) -> dict[str, str]:
    """The text of each case."""
    texts = file.read_text(encoding="utf-8") if file.is_file() else ""
    found = re.findall(r"^## (.+)\n\n((?:(?!## ).*\n)*)", texts, re.MULTILINE)
    return {name: text.strip("\n") for name, text in found}


def kept_text(file: Path, cases: Iterable[str], name: str, said: str) -> str:
    """The text of a case; that which is said now, if it is to be written. cases: in the order of
    the file."""
    texts = kept_texts(file)
    if os.environ.get("PUBLICRECORD_GOLDEN") == "write":
        texts[name] = said
        file.parent.mkdir(exist_ok=True)
        blocks = (f"## {case}\n\n{texts[case]}\n" for case in cases if case in texts)
        file.write_text("\n".join(blocks), encoding="utf-8")
    return texts[name]
