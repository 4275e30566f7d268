"""The site builder, MkDocs: its settings, and the pages that it makes of Markdown.

A page is converted again only if it, the theme, the settings or the list of pages changed. MkDocs
has no such mode that also refuses broken links (its --dirty goes by the times of files and warns,
and --strict takes the warning for an error), so the others go in without their text, for the
navigation, and what an earlier build made of them is put in their place.
"""

from __future__ import annotations

import io
import logging
import os
import shutil
from collections.abc import Callable, Collection
from functools import partial
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from jinja2 import Environment
from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.utils.yaml import get_yaml_loader

from publicrecord.cache import input_key, restore_step, write_step
from publicrecord.context.site_context import SiteContext
from publicrecord.deploy.footer import copyright_line, footer
from publicrecord.deploy.theme_fixes import corrected
from publicrecord.findings import Rule, ValidationFailed, refuse
from publicrecord.install import TEMPLATES
from publicrecord.language import N_, SOURCE_LANGUAGE, Language
from publicrecord.outputs import files_below, new_file, published_path, share, shared_addresses
from publicrecord.pages.markdown_pages import plotly_pages
from publicrecord.pages.policy import NOT_FOUND, Theme, address_of, base_url, with_policy
from publicrecord.pages.templates import KeptTemplates
from publicrecord.site_map import Page

BUILD_FAILED = Rule(
    "site-build-failed",
    N_('The pages in the language "{value}" could not be built. MkDocs reports: {reason}'),
    N_("The site in the folder site/ was not changed. Correct the cause, then build again."),
)

END_OF_HEAD = "\n---\n"  # of the front matter
UNCHANGED = "unchanged.html"  # the template of a page that need not be made
ASIDE = "search"  # in the header, not among the tabs
TOGGLES = (N_("Dark"), N_("Light"))  # what the buttons of the two palettes lead to
AddPolicy = Callable[[str, str], str]
"""Gives a page, of its file below the root of its language and of its HTML, its policy."""


# What the site's script says; the page carries it as data.
SCRIPT_WORDS = {
    "copy": N_("Copy"),
    "copied": N_("Copied."),
    "share": N_("Share"),
    "copy_address": N_("Copy the address"),
    "selected": N_("Selected; copy with Ctrl and C."),
    "keys": N_("Arrow keys: values; letters: a name; Escape: close."),
}
# What the finder says, beside the kinds of places.
FINDER_WORDS = {
    "found": N_("{count} found. Arrow keys choose, Enter opens."),
    "none": N_("Nothing found. Try fewer letters, or the lists below."),
    "lost_index": N_("The search did not load; the lists below lead everywhere."),
}
# The kinds of answers of the search, each with the name of its group.
SEARCH_GROUPS = {
    "place": N_("Places"),
    "figure": N_("Numbers"),
    "page": N_("Pages"),
    "chart": N_("Charts"),
    "table": N_("Tables"),
    "source": N_("Sources"),
}


LOST, FRONT_PAGE = N_("There is no page at this address."), N_("To the front page")


def finder_words(content: SiteContext, language: Language) -> dict[str, Any]:
    """What the finder says in a language."""
    geography = content.record.settings.geography
    kinds = dict.fromkeys([*(level.name for level in geography.levels), *geography.finder.kinds])
    names = {kind: content.codes.name("level", kind, language) for kind in kinds}
    find = language.gettext("{places}, topic or number").format(places=language.finds)
    said = {key: language.gettext(text) for key, text in FINDER_WORDS.items()}
    groups = {key: language.gettext(text) for key, text in SEARCH_GROUPS.items()}
    return said | names | {"find": find, "groups": groups}


def write_settings(root: Path, content: SiteContext, language: Language) -> Path:
    """Write the MkDocs settings of one language: mkdocs.yml and what differs. Texts that the theme
    takes for HTML are escaped."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as stream:
        settings: dict[str, Any] = yaml.load(stream, get_yaml_loader())  # noqa: S506
    code = language.code
    site_url = (settings.get("site_url") or "").rstrip("/") + "/"
    settings |= {
        "site_name": str(escape(language.site)),
        "site_url": "" if site_url == "/" else site_url + language.folder,
        "docs_dir": f"docs/{code}",
        "site_dir": f"out/{code}",
        **_navigation(content, language),
        "copyright": str(escape(copyright_line(content, language))),
    }
    settings["markdown_extensions"] = [
        {"toc": {"permalink": True, "permalink_title": language.gettext("Link to this section")}}
        if isinstance(extension, dict)
        else extension
        for extension in settings["markdown_extensions"]
    ]
    settings["theme"] |= {"language": code, "custom_dir": str(TEMPLATES / "theme")}
    for palette, name in zip(settings["theme"]["palette"], TOGGLES, strict=True):
        palette["toggle"]["name"] = str(escape(language.gettext(name)))
    search = content.site_map.page[ASIDE]
    settings["extra"] |= {
        "words_of_theme": code if _theme_speaks(code) else SOURCE_LANGUAGE,
        "site_url": "" if site_url == "/" else site_url,
        "search": {
            "name": str(escape(search.title(language))),
            "address": f"{search.slugs[code]}/",
        },
        "words": {key: language.gettext(text) for key, text in SCRIPT_WORDS.items()},
        "finder_words": finder_words(content, language),
        "lost": [_lost(content, lang) for lang in content.record.settings.languages],
        "footer": footer(content, language),
        "notice": language.gettext(content.notice) if content.notice else "",
    }
    file = settings_file(root, code)
    file.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


def _lost(content: SiteContext, language: Language) -> dict[str, str]:
    """What the page of what is not found says in a language, and where it leads."""
    search = content.site_map.page[ASIDE]
    return {
        "code": language.code,
        "text": language.gettext(LOST),
        "front_page": language.gettext(FRONT_PAGE),
        "folder": language.folder or ".",
        "search": search.address(language),
        "search_name": search.title(language),
    }


def _theme_speaks(code: str) -> bool:
    """Whether the theme has its own few texts, such as "Skip to content", in a language."""
    languages = files("material") / "templates" / "partials" / "languages"
    return (languages / f"{code}.html").is_file()


def _navigation(content: SiteContext, language: Language) -> dict[str, Any]:
    """The tabs, and the files that have none."""
    code, addresses = language.code, language.addresses
    aside = [f"{addresses['charts']}/*", "_.md", content.site_map.page[ASIDE].file(code)]
    return {
        "nav": _entries([p for p in content.site_map.pages if p.template != ASIDE], language),
        "not_in_nav": "".join(f"{name}\n" for name in [*aside, f"{addresses['build']}.md"]),
    }


def _entries(pages: list[Page], language: Language) -> list[dict[str, Any]]:
    """The entries of the navigation: a page, or several that are under one name."""
    found: list[dict[str, Any]] = []
    for name, group in groupby(pages, lambda page: page.under and page.under(language)):
        listed = [{str(escape(p.title(language))): p.file(language.code)} for p in group]
        found += [{str(escape(name)): listed}] if name else listed
    return found


def settings_file(root: Path, code: str) -> Path:
    """Where the MkDocs settings of a language are written."""
    return root / "build" / f"mkdocs.{code}.yml"


def convert(root: Path, content: SiteContext, language: Language) -> None:
    """Make the site of one language in build/out from its folder in build/docs, whose files that
    are no Markdown are put there as they are.

    Raises ValidationFailed with what MkDocs said, or if two files would be published as one.
    """
    docs, out = (root / "build" / name / language.code for name in ("docs", "out"))
    refuse(shared_addresses(docs))
    settings, epoch = write_settings(root, content, language), content.epoch
    files = sorted(map(Path, files_below(docs)))
    texts = {f: (docs / f).read_text(encoding="utf-8") for f in files if f.suffix == ".md"}
    heads = {page: f"{text.partition(END_OF_HEAD)[0]}{END_OF_HEAD}" for page, text in texts.items()}
    names = [page.as_posix() for page in texts]
    shown = [heads[Path(page.file(language.code))] for page in content.site_map.pages]
    common = input_key((settings, TEMPLATES / "theme", epoch, names, shown))
    theme, loads = ("theme", common), partial(_loads, plotly_pages(content), language)
    steps = {
        page: ("page", page.as_posix(), text, loads(_html(page)), common)
        for page, text in texts.items()
    }
    changed = [page for page, inputs in steps.items() if not restore_step(out, inputs)]
    if changed or not restore_step(out, theme):
        with TemporaryDirectory(dir=root / "build") as scratch:
            given, built = Path(scratch) / "given", Path(scratch) / "built"
            for page in texts:
                text = texts[page] if page in changed else _unchanged(heads[page])
                new_file(given / page).write_text(text, encoding="utf-8")
            _run_mkdocs(settings, given, built, language.code, epoch)
            add_policy = partial(_with_policy, Theme(settings), content, loads)
            for page in changed:
                write_step(out, steps[page], partial(_keep_page, built, add_policy, _html(page)))
            write_step(out, theme, partial(_keep_theme, built, add_policy))
    for file in files:
        if file not in texts:
            share(docs / file, out / file)


def _unchanged(head: str) -> str:
    """The front matter of a page of which MkDocs need not make HTML."""
    return head.replace(END_OF_HEAD, f"\ntemplate: {UNCHANGED}{END_OF_HEAD}")


def _html(page: Path) -> str:
    """The file that MkDocs makes of a page in Markdown, as addresses are written."""
    return published_path(page).as_posix()


def _loads(addresses: Collection[str], language: Language, name: str) -> bool:
    """Whether a page, by its file below the root of its language, loads plotly on request.
    addresses: of the pages that do."""
    return language.folder + address_of(name) in addresses


def _with_policy(
    theme: Theme, content: SiteContext, loads: Callable[[str], bool], name: str, html: str
) -> str:
    """A page with its policy. loads: whether a page loads plotly. name: the file of this one,
    below the root of its language."""
    scripts = theme.scripts(base_url(name, content.site_url))
    return with_policy(html, scripts, loads(name))


def _keep_page(built: Path, add_policy: AddPolicy, name: str, folder: Path) -> None:
    """Copy a page that MkDocs made, without the faults of the theme, with its policy."""
    html = (built / name).read_text(encoding="utf-8")
    new_file(folder / name).write_text(add_policy(name, corrected(html)), encoding="utf-8")


def _keep_theme(built: Path, add_policy: AddPolicy, folder: Path) -> None:
    """Copy the theme's own page and files, but its script, which no page loads."""
    _keep_page(built, add_policy, NOT_FOUND, folder)
    script = shutil.ignore_patterns("javascripts")
    shutil.copytree(built / "assets", folder / "assets", ignore=script)


class _KeptTheme(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Keeps the compiled templates of the theme for later builds."""

    def on_env(self, env: Environment, **_more: Any) -> Environment:
        """The environment of the theme's templates."""
        env.bytecode_cache = KeptTemplates("theme")
        env.get_template(UNCHANGED)  # so that a first build keeps it for those after it
        return env


def _run_mkdocs(settings: Path, docs: Path, site: Path, code: str, epoch: int) -> None:
    """Build the folder `docs` to `site` in this process; raises ValidationFailed with what MkDocs
    said if it has a complaint."""
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)  # of MkDocs: the date of the data may be git's
    log, said = logging.getLogger("mkdocs"), io.StringIO()
    log.addHandler(logging.StreamHandler(said))
    try:
        config = load_config(str(settings), strict=True, docs_dir=str(docs), site_dir=str(site))
        config.plugins["kept_templates"] = _KeptTheme()
        build(config)
    except (Abort, MkDocsException) as failed:
        reason = f"{said.getvalue()}{failed}".strip()[-2000:]
        raise ValidationFailed(
            [BUILD_FAILED.at("mkdocs.yml", value=code, reason=reason)]
        ) from failed
