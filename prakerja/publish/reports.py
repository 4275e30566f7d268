"""The way from a chart or a place to the form for a wrong number, with its place filled in."""

from __future__ import annotations

from urllib.parse import urlencode

FORM = "wrong-number.yml"  # .github/ISSUE_TEMPLATE; `where` and `shown` are ids of its fields


def report_address(repository: str, where: str, version: str) -> str:
    """The form with its field `where` filled in; empty where no repository is known.

    where: what the number stands in, such as the id of a chart. version: of the data.
    """
    if not repository:
        return ""
    filled = urlencode({"template": FORM, "where": f"{where} (data {version})"})
    return f"{repository}/issues/new?{filled}"
