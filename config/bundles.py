"""Finds the site's static files and offers its sources stripped: `site.css` and `site.js` for every page, the rest for pages with a tool."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import rjsmin
from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

# The order of the cascade layers; one script a feature.
STYLES = ("tokens", "base", "layout", "frame", "components", "articles", "ways", "utilities", "print")
SCRIPTS = ("exit", "print")
# Each a style and a script that only the pages with that tool ask for.
TOOLS = ("worksheet", "circles", "steps", "search")
# Scripts beside those, for pages that have the style of a tool.
OTHERS = ("find",)


def stylesheet(names: Iterable[str] = STYLES) -> str:
    """The stylesheet of every page, or that of other sources, without comments and blanks.

    Spaces before a colon stay: a selector such as `.sheet :is(th)` means something else without its space, which
    minifiers older than that syntax do not know.
    """
    text = "\n".join(_read("css", f"{name}.css") for name in names)
    text = _COMMENT_OR_STRING.sub(lambda found: found["string"] or "", text)
    return _AROUND_STRINGS.sub(lambda found: found["string"] or _stripped(found[0]), text).strip()


_STRING = r"""(?P<string>"[^"]*"|'[^']*')"""
_COMMENT_OR_STRING = re.compile(rf"/\*.*?\*/|{_STRING}", re.DOTALL)
_AROUND_STRINGS = re.compile(rf"{_STRING}|[^\"']+")


def _stripped(code: str) -> str:
    return re.sub(r" ?([{};,]) ?", r"\1", re.sub(r"\s+", " ", code)).replace(": ", ":").replace(";}", "}")


def script(names: Iterable[str] = SCRIPTS) -> str:
    """The script of every page, or that of other sources, stripped; each feature keeps its own scope."""
    return "\n".join(str(rjsmin.jsmin(_read("js", f"{name}.js"))) for name in names)


def _read(*parts: str) -> str:
    return Path(settings.STATICFILES_DIRS[0], *parts).read_text(encoding="utf-8")


BUNDLES: dict[str, Callable[[], str]] = {
    "site.css": stylesheet,
    "site.js": script,
    **{f"{name}.css": partial(stylesheet, (name,)) for name in TOOLS},
    **{f"{name}.js": partial(script, (name,)) for name in (*TOOLS, *OTHERS)},
}


class SiteFinder(FileSystemFinder):
    """The files of `static/`, with the bundles in place of the folders they are made of."""

    @property
    def made(self) -> FileSystemStorage:
        """Where the bundles are written."""
        return FileSystemStorage(location=settings.DATA_DIR / "bundles")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file behind a static path; a bundle is made anew, so that a changed source is seen at once."""
        if path not in BUNDLES:
            find: Any = super().find
            return find(path, find_all=find_all, **kwargs)
        return [self._make(path)] if find_all else self._make(path)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Everything to collect."""
        for path in BUNDLES:
            self._make(path)
            yield path, self.made
        yield from super().list([*(ignore_patterns or ()), "css", "js", "*.sh"])

    def _make(self, path: str) -> str:
        target = Path(self.made.path(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        text = BUNDLES[path]()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
        return str(target)
