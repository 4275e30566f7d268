"""The way to report an error: the issue form for a wrong number, with what is known filled in."""

from __future__ import annotations

from urllib.parse import urlencode

FORM = "wrong-number.yml"  # in .github/ISSUE_TEMPLATE; its fields are filled by their names


def issue_link(repository: str, where: str, shown: str = "") -> str:
    """The address of the form; where: the key of a figure, chart or table. Empty where no
    repository is known."""
    if not repository:
        return ""
    fields = {"template": FORM, "where": where} | ({"shown": shown} if shown else {})
    return f"{repository}/issues/new?{urlencode(fields)}"
