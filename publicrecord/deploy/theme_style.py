"""The theme's style sheets without what no page of ours uses: half of a first view was rules for
the theme's search, its code blocks, its blog, other directions of writing, and the colours that
other sites choose.

A test reads the pages of the built site and refuses a class of the theme that is left out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from publicrecord.files.style_sheet import variables_read, without_unread
from publicrecord.language import Language

# The parts of the theme that our pages have (the names of its classes up to `__` or `--`), and the
# state of a page.
PARTS = {
    "md-container", "md-content", "md-dialog", "md-ellipsis", "md-footer", "md-footer-meta",
    "md-grid", "md-header", "md-icon", "md-logo", "md-main", "md-nav", "md-option", "md-overlay",
    "md-sidebar", "md-skip", "md-tabs", "md-toggle", "md-typeset", "focus-visible", "headerlink",
    "js", "no-js",
}  # fmt: skip
Options = set[tuple[str, str]]
TOKEN = re.compile(r'/\*.*?\*/|"(?:[^"\\]|\\.)*"|[{};]', re.DOTALL)
QUOTED = re.compile(r'"[^"]*"')
CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
OPTION = re.compile(r"\b(data-md-color-primary|data-md-color-accent|dir)=\"?([\w-]+)")
NOT = re.compile(r":not\([^()]*\)")


def remove_unused_rules(site: Path, languages: list[Language]) -> None:
    """Take what is not used out of the theme's style sheets in a site, which each language has.

    The options are those of the first pages; our own style sheet reads the theme's values too.
    """
    homes = [site / language.folder / "index.html" for language in languages]
    options = {one for home in homes for one in OPTION.findall(home.read_text(encoding="utf-8"))}
    ours = (site / "assets" / "site.css").read_text(encoding="utf-8")
    folders = [site / language.folder / "assets" / "stylesheets" for language in languages]
    sheets = sorted(sheet for folder in folders for sheet in folder.glob("*.css"))
    used = {sheet: used_rules(sheet.read_text(encoding="utf-8"), options) for sheet in sheets}
    read = variables_read("".join([*used.values(), ours]))
    for sheet, rules in used.items():
        sheet.unlink()  # the present site may share the file
        sheet.write_text(without_unread(rules, read), encoding="utf-8")
        sheet.with_name(f"{sheet.name}.map").unlink(missing_ok=True)


def used_rules(sheet: str, options: Options) -> str:
    """The rules of a style sheet that may apply to a page with these options, which has only PARTS.

    options: attributes with their values: colours, and the direction of writing.
    """
    kept = []
    for rule in _rules(sheet):
        head, brace, body = rule.partition("{")
        if head.startswith(("@media", "@supports")):
            inner = used_rules(body[:-1], options)
            kept.append(f"{head}{{{inner}}}" if inner else "")
        elif not brace or head.startswith("@"):
            kept.append(rule)
        else:
            chosen = [selector for selector in _selectors(head) if _applies(selector, options)]
            kept.append(f"{','.join(chosen)}{{{body}" if chosen else "")
    return "".join(kept)


def part_of(name: str) -> str:
    """The part of the theme that a class belongs to: md-nav of md-nav__item--active."""
    return re.split("__|--", name)[0]


def _applies(selector: str, options: Options) -> bool:
    plain = NOT.sub("", QUOTED.sub("", selector))
    return all(part_of(name) in PARTS for name in CLASS.findall(plain)) and options.issuperset(
        OPTION.findall(selector)
    )


def _selectors(head: str) -> list[str]:
    """The selectors of a rule: the parts between its commas, but those within brackets."""
    return re.split(r",(?![^(\[]*[)\]])", head)


def _rules(sheet: str) -> Iterator[str]:
    """The rules of a style sheet, and its statements, one after another, without comments."""
    start = depth = 0
    for token in TOKEN.finditer(sheet):
        if token[0].startswith("/*"):
            if not depth:
                start = token.end()
            continue
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0 and token[0] in "};":
            yield sheet[start : token.end()]
            start = token.end()
