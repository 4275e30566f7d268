"""The site: the builds of all languages put together, checked, and swapped in at once.

The public folder `site` is a link to a whole build in `.site`. A new build is put together
beside it and takes its place in one rename, so that a failed or killed build leaves the last
good site as it was.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from publicrecord.deploy.builder import settings_file
from publicrecord.deploy.sitemap import write_sitemap
from publicrecord.deploy.theme_style import remove_unused_rules
from publicrecord.language import Language
from publicrecord.lock import refuse_foreign
from publicrecord.outputs import new_file
from publicrecord.pages.headers import write_headers
from publicrecord.pages.policy import NOT_FOUND, check_policies, write_security_txt
from publicrecord.site_files import SiteFiles

FOLDER, FILE = 0o755, 0o644  # what a web server, which is another user, may read


def publish(
    root: Path,
    languages: list[Language],
    site_url: str,
    repository: str,
    epoch: int,
    plotly_pages: Collection[str],
    embed_style: Callable[[str], str],
    finish: Callable[[SiteFiles], None],
) -> SiteFiles:
    """Put the builds of all languages together, let `finish` add what speaks of the whole, and
    swap them in; returns their files. plotly_pages, embed_style: as in check_policies."""
    store = root / ".site"
    store.mkdir(exist_ok=True)
    store.chmod(FOLDER)
    number = 1 + max((int(p.name) for p in store.iterdir() if p.name.isdigit()), default=0)
    whole = store / str(number)
    new = store / "new"
    shutil.rmtree(new, ignore_errors=True)
    # A reader may still be in the present build. Those before it are deleted meanwhile, as it
    # takes as long as to read the new one.
    older = [build for build in store.glob("[0-9]*") if build.name != str(number - 1)]
    with ThreadPoolExecutor(max_workers=1) as meanwhile:
        for build in older:
            meanwhile.submit(shutil.rmtree, build, ignore_errors=True)
        _join(root, new, languages)
        write_sitemap(new, site_url, epoch)
        remove_unused_rules(new, languages)
        files = SiteFiles(new)
        files.read()
        settings = {language.code: settings_file(root, language.code) for language in languages}
        policy = check_policies(files, settings, site_url, plotly_pages, embed_style)
        write_headers(files, languages, policy)
        write_security_txt(files, languages, repository, epoch)
        finish(files)
        _settle(files, epoch)
        new.rename(whole)
        _point(root / "site", whole)
    return files


def _join(root: Path, new: Path, languages: list[Language]) -> None:
    """Put the builds of all languages together."""
    first, *others = [root / "build" / "out" / language.code for language in languages]
    shutil.move(first, new)
    for folder in others:
        (folder / NOT_FOUND).unlink()  # hosts show the one at the root only
        shutil.move(folder, new_file(new / folder.name))
    new_file(new / ".nojekyll").touch()


def _point(public: Path, whole: Path) -> None:
    """Make the public folder a link to the new build, in one rename."""
    refuse_foreign(public)
    link = whole.parent / "link"
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(whole, public.parent))
    link.replace(public)


def _settle(files: SiteFiles, epoch: int) -> None:
    """Give all files and folders the date of the data, and the same permissions whoever builds the
    site. Most files of a site are shared with the one before, and have them."""
    names = [*files.hashes]
    parents = {parent for name in names for parent in PurePosixPath(name).parents}
    paths = [(f"{files.folder}/{name}", FILE) for name in names]
    for path, mode in [*paths, *((f"{files.folder}/{parent}", FOLDER) for parent in parents)]:
        about = os.stat(path)
        if stat.S_IMODE(about.st_mode) != mode:
            os.chmod(path, mode)
        if about.st_mtime_ns != epoch * 10**9:
            os.utime(path, (epoch, epoch))
