"""Promises of the bundles: smaller, and to a browser the same; made anew when a source changes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.contrib.staticfiles import finders

from config import bundles
from config.bundles import SCRIPTS, STYLES, TOOLS, SiteFinder

SOURCES = Path(settings.STATICFILES_DIRS[0])
NO_COMMENTS = "\n".join(re.sub(r"/\*.*?\*/", "", (SOURCES / "css" / f"{name}.css").read_text(), flags=re.DOTALL) for name in STYLES)


@pytest.fixture
def sources(settings: LazySettings, tmp_path: Path) -> Path:
    """A copy of the sources that a test may change, with a place of its own for what is made of them."""
    shutil.copytree(SOURCES, tmp_path / "static")
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "static"


def made_of(sources: Path, css: str) -> str:
    """The stylesheet made of one rule alone."""
    for name in STYLES:
        (sources / "css" / f"{name}.css").write_text(css if name == STYLES[0] else "", encoding="utf-8")
    return bundles.stylesheet()


def selectors(css: str) -> list[str]:
    """Everything before a brace, with spaces where they mean something and nowhere else."""
    return [re.sub(r"\s*,\s*", ",", " ".join(found.split())) for found in re.findall(r"[^{};]+(?=\{)", css)]


def test_every_selector_of_the_sources_means_the_same_in_the_bundle() -> None:
    wanted = [re.sub(r": ", ":", selector) for selector in selectors(NO_COMMENTS)]
    assert selectors(bundles.stylesheet()) == wanted


def test_nothing_but_blanks_comments_and_last_semicolons_is_left_out() -> None:
    def bare(css: str) -> str:
        return re.sub(r"\s", "", css).replace(";}", "}")

    assert bare(bundles.stylesheet()) == bare(NO_COMMENTS)


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        (".sheet :is(th, td) { color: red; }", ".sheet :is(th,td){color:red}"),
        (".a  >  .b ,\n.c :hover {\n  margin: 0 auto ;\n}", ".a > .b,.c :hover{margin:0 auto}"),
        (".a { inline-size: calc(1px + 2 * 3px) }", ".a{inline-size:calc(1px + 2 * 3px)}"),
        ("@media (min-width: 48rem) and (hover) { .a { top: 0; } }", "@media (min-width:48rem) and (hover){.a{top:0}}"),
        ("/* one */ .a { /* two */ top: 0; } /* three */", ".a{top:0}"),
        ('.a::after { content: "so: a,  b ; }" ; }', '.a::after{content:"so: a,  b ; }"}'),
        (".a::after { content: '/* no comment */ : x' }", ".a::after{content:'/* no comment */ : x'}"),
        ('.a { font-family: "Two Words" , serif; }', '.a{font-family:"Two Words",serif}'),
        ("/* don't */ .a { top: 0 } /* isn't */", ".a{top:0}"),
    ],
)
def test_stripping_changes_no_meaning(sources: Path, css: str, wanted: str) -> None:
    assert made_of(sources, css) == wanted


def test_the_spaces_that_older_minifiers_drop_are_in_the_real_bundle() -> None:
    assert re.search(r"\.sheet[\w():.-]* :is\(", bundles.stylesheet())


def test_the_bundle_has_no_comments_and_no_line_breaks() -> None:
    assert "/*" not in bundles.stylesheet()
    assert "\n" not in bundles.stylesheet()


def test_every_layer_is_there_and_their_order_comes_first() -> None:
    css = bundles.stylesheet()
    order = re.match(r"@layer ([\w,]+);", css)
    assert order
    opened = re.findall(r"@layer (\w+)\{", css)
    assert opened == re.findall(r"@layer (\w+)\s*\{", NO_COMMENTS)
    assert set(opened) == set(order[1].split(","))


def test_the_braces_match() -> None:
    css = re.sub(r"\"[^\"]*\"|'[^']*'", "", bundles.stylesheet())
    assert css.count("{") == css.count("}") > 100


def test_the_script_holds_every_feature_in_a_scope_of_its_own() -> None:
    script = bundles.script()
    assert script.count("(()=>{") == len(SCRIPTS)
    assert "/*" not in script
    assert len(script) < sum((SOURCES / "js" / f"{name}.js").stat().st_size for name in SCRIPTS)


@pytest.mark.parametrize(
    ("bundle", "source", "added", "shown"),
    [("site.css", "css/print.css", ".new { top: 0 }", ".new{top:0}"), ("site.js", "js/exit.js", "\nnew_one();\n", "new_one()")],
)
def test_a_bundle_is_made_anew_when_a_source_changes(sources: Path, bundle: str, source: str, added: str, shown: str) -> None:
    file = Path(SiteFinder().find(bundle))
    before = file.read_text(encoding="utf-8")
    with (sources / source).open("a", encoding="utf-8") as changed:
        changed.write(added)
    assert Path(SiteFinder().find(bundle)).read_text(encoding="utf-8") != before
    assert shown in file.read_text(encoding="utf-8")


def test_tools_come_in_files_of_their_own_that_other_pages_do_not_carry() -> None:
    assert TOOLS
    for name in TOOLS:
        style, alone = bundles.BUNDLES[f"{name}.css"](), bundles.BUNDLES[f"{name}.js"]()
        assert alone.startswith("(()=>{")
        assert alone not in bundles.script()
        assert style.startswith("@layer components{")
        assert style not in bundles.stylesheet()


def test_a_bundle_whose_sources_are_the_same_is_not_written_again(sources: Path) -> None:
    file = Path(SiteFinder().find("site.css"))
    written = file.stat().st_mtime_ns
    assert Path(SiteFinder().find("site.css")).stat().st_mtime_ns == written


def test_the_bundles_are_collected_and_the_sources_and_tools_are_not(sources: Path) -> None:
    collected = {path for path, _ in SiteFinder().list(None)}
    assert {"site.css", "site.js", "img/favicon.svg"} <= collected
    assert not [path for path in collected if path.startswith(("css/", "js/")) or path.endswith(".sh")]


def test_every_collected_file_is_there(sources: Path) -> None:
    for path, storage in SiteFinder().list(None):
        assert storage.exists(path), path


def test_a_static_file_that_is_no_bundle_is_found_as_ever() -> None:
    assert finders.find("img/favicon.svg") == str(SOURCES / "img" / "favicon.svg")
    assert finders.find("no-such-file.css") is None
    assert SiteFinder().find("site.js", find_all=True) == [str(settings.DATA_DIR / "bundles" / "site.js")]
