"""The run record: what a site was made from, what was checked, and what its files add up to.

It is in the site, as a page and as build.json, so it holds nothing that differs between
two builds of the same commit. Times of a run are written to build/run.json, beside the site.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Self

from publicrecord.charts.chart import said
from publicrecord.context.site_context import SiteContext
from publicrecord.findings import Rule
from publicrecord.language import N_, Language
from publicrecord.pages.page_context import PageContext
from publicrecord.site_files import SiteFiles
from publicrecord.site_map import Page, about

FILE = "build.json"


def run_page(languages: Iterable[Language]) -> Page:
    """The page of the run record."""
    return Page(
        "build",
        {language.code: language.addresses["build"] for language in languages},
        said(N_("Run record")),
        about(
            N_("What this site was made from, which checks it passed, and the hashes of its data.")
        ),
    )


@dataclass(frozen=True)
class RunPage:
    """What the template of the run record may use."""

    run: Annotated[dict[str, Any], "The run record, as build.json has it."]

    @classmethod
    def of(cls, page_context: PageContext, page: Page) -> Self:
        """What the template of this page may use."""
        return cls(run_record(page_context.content))


def run_record(content: SiteContext) -> dict[str, Any]:
    """What the site is made from and which checks it passed; the same for the same commit."""
    record = content.published
    made_from, changed = content.commit
    return {
        "commit": made_from or None,
        "changed_since_commit": changed,
        "data_version": record.version,
        "data_date": content.data_date,
        "tables": [
            {
                "path": resource["path"],
                "rows": len(record.table(resource["name"])),
                "sha256": _sha256(content.published_files[resource["name"]]),
            }
            for resource in record.descriptor["resources"]
        ],
        "checks_passed": rules_checked(),
        "sums_held": len(record.table("sum_checks")),
        "warnings": _warnings(content),
    }


def rules_checked() -> list[str]:
    """The ids of the rules that the record was checked by."""
    modules = [
        module for name, module in sys.modules.items() if name.startswith("publicrecord.record")
    ]
    found = {v.rule_id for m in modules for v in vars(m).values() if isinstance(v, Rule)}
    return sorted(found)


def _warnings(content: SiteContext) -> dict[str, int]:
    """What passed the checks and is named all the same, each with how many there are."""
    sums, found = content.sums, content.conflicts
    return {
        "sums_with_known_difference": int((sums["difference"] != 0).sum()),
        "figures_with_several_values": int(found.loc[~found["rounding"], "figure_id"].nunique()),
        "values_never_shown": int((content.claims["status"] == "unfit").sum()),
    }


def write_run_record(files: SiteFiles, content: SiteContext) -> None:
    """Write build.json to a finished site: the record, and one hash of all other files."""
    lines = [f"{files.hashes[name].hex()}  {name}\n" for name in sorted(files.hashes)]
    whole = {
        "files": len(lines),
        "bytes": sum(files.sizes.values()),
        "sha256": _sha256("".join(lines).encode()),
    }
    text = json.dumps(run_record(content) | {"site": whole}, ensure_ascii=False, indent=1)
    files.write(FILE, f"{text}\n".encode())


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
