"""The site: one MkDocs build a language, the two at once, then one atomic swap.

The public folder `site` is a link to a whole build in `.site`. A new build is put together
beside it and takes its place in one rename, so that a failed or killed build leaves the last
good site as it was.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape
from mkdocs.utils.yaml import get_yaml_loader

from publicrecord.deploy.sitemap import write_sitemap
from publicrecord.deploy.theme_fixes import fix_folder
from publicrecord.disk import refuse_unwritable_text
from publicrecord.findings import Rule, ValidationFailed, refuse
from publicrecord.language import N_, Language
from publicrecord.lock import refuse_foreign
from publicrecord.outputs import new_file, shared_addresses
from publicrecord.pages.policy import set_policies, write_security_txt
from publicrecord.programme import Page

BUILD_FAILED = Rule(
    "site-build-failed",
    N_('The pages in the language "{value}" could not be built. MkDocs reports: {reason}'),
    N_("The site in the folder site/ was not changed. Correct the cause, then build again."),
)

ASIDE = "search"  # in the header, not among the tabs
TOGGLES = {"id": ("Gelap", "Terang"), "en": ("Dark", "Light")}


# What the site's script says; the page carries it as data.
SCRIPT_WORDS = {
    "explore": N_("Explore this chart, {size}"),
    "loading": N_("Loading …"),
    "failed": N_("The interactive chart did not load; the picture above says the same."),
    "keys": N_("Interactive chart. Arrow keys go from value to value, Escape closes."),
    "back": N_("Back to the picture"),
    "copy": N_("Copy"),
    "copied": N_("Copied."),
    "selected": N_("Selected; copy with Ctrl and C."),
    "lost": N_("There is no page at this address."),
    "home": N_("To the front page"),
    "find": N_("Province, regency, city, district, page or chart"),
    "found": N_("{count} found. Arrow keys choose, Enter opens."),
    "none": N_("Nothing found. Try fewer letters, or the lists below."),
    "lost_index": N_("The search did not load; the lists below lead everywhere."),
    "province": N_("province"),
    "regency": N_("regency"),
    "city": N_("city"),
    "district": N_("district"),
    "page": N_("page"),
    "source": N_("source"),
}


def write_settings(root: Path, pages: Sequence[Page], language: Language, version: str) -> Path:
    """Write the MkDocs settings of one language: mkdocs.yml and what differs. Texts that the theme
    takes for HTML are escaped."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as stream:
        settings: dict[str, Any] = yaml.load(stream, get_yaml_loader())  # noqa: S506
    code = language.code
    search = next(page for page in pages if page.template == ASIDE)
    site_root = (settings.get("site_url") or "").rstrip("/") + "/"
    settings |= {
        "site_name": language.site,
        "site_url": "" if site_root == "/" else site_root + language.folder,
        "docs_dir": f"docs/{code}",
        "site_dir": f"out/{code}",
        "nav": [
            {str(escape(page.title(language))): page.file(code)}
            for page in pages
            if page.template != ASIDE
        ],
        "not_in_nav": "grafik/*\ncharts/*\n_.md\ncari.md\nsearch.md\n"
        "catatan-pembuatan.md\nbuild.md\n",
        "copyright": str(
            escape(
                language.gettext(
                    "Prakerja in Figures, data version {version}, CC BY 4.0. "
                    "Independent; not the programme's own site."
                ).format(version=version)
            )
        ),
    }
    settings["markdown_extensions"] = [
        {"toc": {"permalink": True, "permalink_title": language.gettext("Link to this section")}}
        if isinstance(extension, dict)
        else extension
        for extension in settings["markdown_extensions"]
    ]
    settings["theme"] |= {"language": code, "custom_dir": str(root / "site_src" / "theme")}
    for palette, name in zip(settings["theme"]["palette"], TOGGLES[code], strict=True):
        palette["toggle"]["name"] = name
    settings["extra"] |= {
        "site_root": "" if site_root == "/" else site_root,
        "search": {
            "name": str(escape(search.title(language))),
            "address": f"{search.slugs[code]}/",
        },
        "words": {key: language.gettext(text) for key, text in SCRIPT_WORDS.items()},
    }
    file = settings_file(root, code)
    file.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def settings_file(root: Path, code: str) -> Path:
    """Where the MkDocs settings of a language are written."""
    return root / "build" / f"mkdocs.{code}.yml"


def run_mkdocs(
    root: Path, pages: Sequence[Page], languages: list[Language], version: str, epoch: int
) -> None:
    """Build all languages at once; raises ValidationFailed with what MkDocs said, or if it would
    publish two files as one."""
    docs = root / "build" / "docs"
    refuse(found for spoken in languages for found in shared_addresses(docs / spoken.code))
    settings = {spoken.code: write_settings(root, pages, spoken, version) for spoken in languages}
    surroundings = os.environ | {
        "SOURCE_DATE_EPOCH": str(epoch),
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "NO_MKDOCS_2_WARNING": "1",
    }
    running = {
        code: subprocess.Popen(
            # Not --quiet: MkDocs then drops its warnings before --strict can count them.
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(file)],
            cwd=root,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # The lock outlives a killed build until its builders have ended.
            close_fds=False,
        )
        for code, file in settings.items()
    }
    said = {code: process.communicate()[0] for code, process in running.items()}
    failed = [code for code, process in running.items() if process.returncode]
    if failed:
        refuse_unwritable_text("".join(said.values()))
        raise ValidationFailed(
            BUILD_FAILED.at("mkdocs.yml", value=code, reason=said[code].strip()[-2000:])
            for code in failed
        )


def publish(
    root: Path,
    languages: list[Language],
    site_root: str,
    repository: str,
    epoch: int,
    loading: Collection[str],
    finish: Callable[[Path], None],
) -> Path:
    """Put the builds of all languages together, let `finish` add what speaks of the whole, and
    swap them in; returns the public folder. loading: as in set_policies."""
    store = root / ".site"
    store.mkdir(exist_ok=True)
    number = 1 + max((int(p.name) for p in store.iterdir() if p.name.isdigit()), default=0)
    whole = store / str(number)
    new = store / "new"
    shutil.rmtree(new, ignore_errors=True)
    for language in languages:
        fix_folder(root / "build" / "out" / language.code)
    first, *others = [root / "build" / "out" / language.code for language in languages]
    shutil.move(first, new)
    for folder in others:
        (folder / "404.html").unlink()  # hosts show the one at the root only
        shutil.move(folder, new_file(new / folder.name))
    for unused in new.glob("**/assets/javascripts"):  # the theme's script, which no page loads
        shutil.rmtree(unused)
    new_file(new / ".nojekyll").touch()
    write_sitemap(new, site_root, epoch)
    settings = {language.code: settings_file(root, language.code) for language in languages}
    set_policies(new, settings, site_root, loading)
    write_security_txt(new, repository, epoch)
    finish(new)
    _settle_times(new, epoch)
    new.rename(whole)
    _point(root / "site", whole)
    for old in store.iterdir():  # a reader may still be in the build before
        if old.name not in (whole.name, str(number - 1)):
            shutil.rmtree(old, ignore_errors=True)
    return root / "site"


def _point(public: Path, whole: Path) -> None:
    """Make the public folder a link to the new build, in one rename."""
    refuse_foreign(public)
    link = whole.parent / "link"
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(whole, public.parent))
    link.replace(public)


def _settle_times(folder: Path, epoch: int) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (epoch, epoch))
