"""What is said of the tables: to readers of them, and to the office alone.

Readers get the method, the threshold and the typical error. The office's report has the exact
numbers beside, and the parameters: together with the tables they could reveal single people.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from publicrecord.language import N_, Language
from publicrecord.register.cube import Cube
from publicrecord.register.earlier import Earlier
from publicrecord.register.keys import Secret
from publicrecord.register.noise import THRESHOLD, typical_error
from publicrecord.register.notice import in_languages, notices
from publicrecord.register.tables import Published

HOW = N_(
    "Each number of people differs by a few from the true one, by chance, so that nobody can be "
    "recognised (cell keys). The typical difference is {error}. The same people are counted with "
    "the same difference in every table and every release. Numbers below {threshold} are not "
    "published. Parts may therefore add up to more or less than their whole; do not add them, but "
    "use the published total. A number that hardly moved since the last release is repeated."
)
FOR_THE_OFFICE = N_(
    "For the office that made the tables only; must not be published. Together with the tables, "
    "these numbers could reveal information about individual people."
)


def by_language(name: str, texts: dict[str, str]) -> dict[str, str]:
    """Texts of several languages under keys such as notice_en."""
    return {f"{name}_{code}": text for code, text in texts.items()}


def how(secret: Secret, languages: Sequence[Language]) -> dict[str, str]:
    """The method, by the code of each language."""
    return {
        language.code: language.gettext(HOW).format(
            error=language.number(round(typical_error(secret.strength), 1)), threshold=THRESHOLD
        )
        for language in languages
    }


def method(
    tables: list[Published], secret: Secret, synthetic: bool, languages: Sequence[Language]
) -> dict[str, Any]:
    """What may be published beside the tables, as plain data. keys: whether two releases were made
    with the same secret."""
    return {
        **by_language("notice", notices(languages)),
        **by_language("method", how(secret, languages)),
        "synthetic": synthetic,
        "threshold": THRESHOLD,
        "typical_error": round(typical_error(secret.strength), 1),
        "keys": secret.fingerprint,
        "tables": [table.name for table in tables],
    }


def office_report(
    cube: Cube,
    tables: list[Published],
    secret: Secret,
    last: Earlier | None,
    languages: Sequence[Language],
) -> dict[str, Any]:
    """What the office alone may know, as plain data: the parameters, what a comparison with another
    release gives away, and the exact numbers of rows and people."""
    strength = secret.strength
    report = {
        **by_language("notice", in_languages(FOR_THE_OFFICE, languages)),
        "largest_deviation": strength.deviation,
        "variance": strength.variance,
        "rows_read": cube.rows,
        "rows_left_out": cube.faults,
        "not_stated": cube.unstated,
        "waves_without_rows": cube.absent,
        "people": int(cube.tables["place-time"].counts[0, 0]),
        "cells": {
            table.name: {
                "all": int(cube.tables[table.name].counts.astype(bool).sum()),
                "published": int((~np.isnan(table.values)).sum()),
            }
            for table in tables
        },
    }
    if last:
        report |= {
            "last_release": last.source,
            "figures_compared": last.figures,
            "figures_renewed": last.renewed,
        }
    return report
