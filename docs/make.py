"""Write docs/data.md, docs/errors.md and docs/templates.md from the descriptor and the code.

Run: make docs. A test compares the files with what this writes.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import publicrecord  # noqa: E402
from prakerja.programme import PROGRAMME  # noqa: E402
from prakerja.settings import SETTINGS  # noqa: E402
from publicrecord.deploy.published_addresses import MovedPage  # noqa: E402
from publicrecord.findings import RULES  # noqa: E402
from publicrecord.pages.embeds import EmbedPage, EmbedStyle  # noqa: E402
from publicrecord.pages.markdown_pages import CONTEXTS  # noqa: E402
from publicrecord.pages.release_pages import RELEASE_PAGES  # noqa: E402
from publicrecord.pages.source_pages import SOURCE_PAGES  # noqa: E402
from publicrecord.pages.table_pages import TABLE_PAGES  # noqa: E402
from publicrecord.pages.template_context import (  # noqa: E402
    EveryPage,
    TemplateContext,
    documented,
)

for found in walk_packages(publicrecord.__path__, "publicrecord."):
    import_module(found.name)  # a rule is known once the module that declares it is loaded


def data_page() -> str:
    """Every table with its columns, types, rules and meaning."""
    descriptor = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    lines = [
        "# The data tables",
        "",
        "Made from `data/datapackage.json` by `make docs`.",
        "",
        "Tables are published with more columns, which are worked out from the whole record "
        "(`publicrecord/files/added_columns.py`) and are not kept in the tables of `data/`: "
        "`figure_id`, `shown`, `decided_by` and `caveats` of claims, `place_code` of places, and "
        "for a date that may be a month or a year its first and last day (`as_of_start`, "
        "`as_of_end`). The table `shown` is worked out as a whole.",
    ]
    for resource in descriptor["resources"]:
        lines += [
            "",
            f"## {resource['path']}",
            "",
            f"**{resource['title']} · {resource['title_id']}.** {resource['description']}",
            "",
            "| column | type | rules | meaning |",
            "| --- | --- | --- | --- |",
        ]
        for field in resource["schema"]["fields"]:
            rules = ", ".join(_rule(k, v) for k, v in field.get("constraints", {}).items())
            meaning = field.get("description") or field["title"]
            lines.append(f"| `{field['name']}` | {field['type']} | {rules} | {meaning} |")
    return "\n".join(lines) + "\n"


def _rule(name: str, value: object) -> str:
    if value is True:
        return name
    if isinstance(value, list):
        return "one of " + " ".join(f"`{item}`" for item in value)
    return f"{name} `{value}`".replace("|", "\\|")


def errors_page() -> str:
    """Every rule by its id, with its sentence and fix in both languages."""
    lines = [
        "# Messages of the check",
        "",
        "Generated from the code by `make docs`. Words in braces are replaced by the details of "
        "each case.",
    ]
    for rule_id, rule in sorted(RULES.items()):
        lines += ["", f"## {rule_id}", ""]
        for language in SETTINGS.languages:
            sentence, fix = language.gettext(rule.sentence), language.gettext(rule.fix)
            lines.append(f"- {language.code}: {sentence} {fix}")
    return "\n".join(lines) + "\n"


def template_contexts() -> dict[str, type[TemplateContext]]:
    """What each template of a page may use beyond what every page may."""
    page_sets = (*PROGRAMME.page_sets(), *RELEASE_PAGES, TABLE_PAGES, SOURCE_PAGES)
    contexts = {**CONTEXTS, **PROGRAMME.contexts()}
    found: dict[str, type[TemplateContext]] = {
        "embed.css": EmbedStyle,
        "embed.html": EmbedPage,
        "moved.html": MovedPage,
        **{f"{name}.md": context for name, context in contexts.items()},
        **{f"{page_set.template}.html": page_set.context for page_set in page_sets},
    }
    return dict(sorted(found.items()))


def templates_page() -> str:
    """The names that each template may use, with their meaning."""
    lines = [
        "# What templates may use",
        "",
        "Made from the code by `make docs`. A template of a page may use the names of",
        "every page and its own; a test compares the templates with this list.",
    ]
    listed = {"Every page": EveryPage, **template_contexts()}
    for title, context in listed.items():
        lines += ["", f"## {title}", "", "| name | meaning |", "| --- | --- |"]
        lines += [f"| `{name}` | {text} |" for name, text in documented(context).items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (ROOT / "docs" / "templates.md").write_text(templates_page(), encoding="utf-8")
    (ROOT / "docs" / "data.md").write_text(data_page(), encoding="utf-8")
    (ROOT / "docs" / "errors.md").write_text(errors_page(), encoding="utf-8")
