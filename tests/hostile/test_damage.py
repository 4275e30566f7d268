"""Tables damaged as by spreadsheets, merges and careless hands: an error that names the cause, or
sound pages; and no page changes without a word of `diff`.

`make test` damages the SYNTHETIC record 30 times; PUBLICRECORD_DAMAGES=5000 does so 5,000 times,
with PUBLICRECORD_SEED for other ones. PUBLICRECORD_DAMAGE_FIRST is the number of the first one,
and PUBLICRECORD_DAMAGE_LOG a file for what came of each.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from random import Random

import pytest
from damage import DAMAGES, OF_FOLDERS
from spoiling import unreleased
from synthetic.project import copy_project
from test_mutations import Sound, pages_of

from publicrecord import checked_record
from publicrecord.attribution import attributed_errors
from publicrecord.charts.all_charts import all_charts
from publicrecord.findings import ValidationFailed, report
from publicrecord.history.diff_report import NOTHING, State, diff_report
from publicrecord.project import Project

NUMBER = int(os.environ.get("PUBLICRECORD_DAMAGES", "30"))
FIRST = int(os.environ.get("PUBLICRECORD_DAMAGE_FIRST", "0"))
SEED = os.environ.get("PUBLICRECORD_SEED", "1")
LOG = os.environ.get("PUBLICRECORD_DAMAGE_LOG")


@dataclass
class Desk:
    """The sound record, what its pages say, and the folder in which it is damaged."""

    project: Project
    sound: Path
    state: State
    pages: dict[str, bytes]
    into: Path

    @property
    def data(self) -> Path:
        return self.project.root / "data"

    def restore(self) -> None:
        shutil.rmtree(self.data)
        shutil.copytree(self.sound, self.data)


def state_of(project: Project) -> State:
    """The record checked as `build.py check` does; raises ValidationFailed."""
    checked = checked_record.checked_record(project, project.progress)
    with attributed_errors(project.root):
        return State(*checked, all_charts(project.programme.charts, *checked))


def pages(project: Project, into: Path) -> dict[str, bytes]:
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    found = pages_of(Sound(project.root, project.programme), into)
    # The page that says from which bytes the site was made.
    records = {
        f"{language.code}/{language.addresses['build']}.md" for language in project.languages
    }
    names = {page.relative_to(into).as_posix(): page for page in found}
    return {name: page.read_bytes() for name, page in names.items() if name not in records}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("damage")
    project = copy_project(folder / "project")
    unreleased(project.root)
    shutil.copytree(project.root / "data", folder / "sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REHEARSAL", "1")
        patch.setattr(checked_record, "broken_texts", lambda _settings: [])  # not tested here
        into = folder / "pages"
        yield Desk(project, folder / "sound", state_of(project), pages(project, into), into)


def damage_at_random(desk: Desk, chance: Random) -> str:
    """Damage one table; what was done to which."""
    tables = sorted(path.relative_to(desk.data).as_posix() for path in desk.data.rglob("*.csv"))
    while True:
        path, kind = chance.choice(tables), chance.choice([*DAMAGES, *OF_FOLDERS])
        if kind in OF_FOLDERS:
            return f"{kind}: {OF_FOLDERS[kind](desk.data, path, chance)}"
        text = (desk.data / path).read_text(encoding="utf-8")
        try:
            damaged = DAMAGES[kind](text, chance)
        except (IndexError, ValueError):  # the table has nothing to damage in this way
            continue
        if damaged not in (None, text):
            content = damaged.encode("utf-8", "replace") if isinstance(damaged, str) else damaged
            (desk.data / path).write_bytes(content)
            return f"{kind}: {path}"


def outcome(desk: Desk) -> str:
    """What came of the damage, in a word; raises AssertionError for what must not be."""
    try:
        after = state_of(desk.project)
    except ValidationFailed as refused:
        said = report(refused.findings, desk.project.settings.languages)
        rules = {finding.rule.rule_id for finding in refused.findings}
        assert "page-unmade" not in rules, said
        assert "schema-other" not in rules, said
        assert "en: " in said
        return "refused"
    language = desk.project.settings.source_language
    reported = diff_report(desk.state, after, language)
    if language.gettext(NOTHING) not in reported:
        return "accepted, reported"
    now = pages(desk.project, desk.into)
    names = now.keys() | desk.pages.keys()
    changed = sorted(name for name in names if now.get(name) != desk.pages.get(name))
    if LOG and changed:
        first = changed[0]
        before, after = (was.get(first, b"").decode().splitlines() for was in (desk.pages, now))
        print(first, *list(unified_diff(before, after, lineterm="", n=0))[:12], sep="\n")
    assert not changed, f"diff says that nothing changed, but these pages did: {changed}"
    return "accepted, no change"


def test_damaged_tables(desk):
    met: Counter[str] = Counter()
    faults = []
    for number in range(FIRST, FIRST + NUMBER):
        chance = Random(f"{SEED}-{number}")
        done = damage_at_random(desk, chance)
        try:
            came = outcome(desk)
        except Exception as error:  # gathered, so that one run names all
            faults.append(f"{SEED}-{number} {done}: {type(error).__name__}: {str(error)[:600]}")
            came = "fault"
        finally:
            desk.restore()
        met[came] += 1
        if LOG:
            with Path(LOG).open("a", encoding="utf-8") as log:
                log.write(f"{SEED}-{number}\t{done}\t{came}\n")
    print(dict(met))
    assert not faults, "\n\n".join(faults)
    assert met["refused"] > NUMBER // 4
    assert met["accepted, reported"] > 0
