"""What hosts need beside the files: headers and redirects, in the words of Netlify and Cloudflare Pages and in those of nginx."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from content.page_store.finished import Headers
from content.static_export.state import State

Rule = tuple[str, Headers]  # an address, or the beginning of addresses with a star behind it
_TYPES = {"/feed.xml": "application/atom+xml"}  # where the ending of a file says less
_NOT_FOUND_BY_LANGUAGE = ("/es/",)


@dataclass(frozen=True, slots=True)
class Rules:
    """The headers of all answers, and those of some; no header is said twice for an address."""

    everywhere: Headers
    some: list[Rule]


def rules(state: State) -> Rules:
    """As the application said them, in as few rules as there can be."""
    found = list(state.headers())
    everywhere = _shared([headers for _, headers, _, _ in found])
    some: list[Rule] = []
    for section in dict.fromkeys(name for name, *_ in found):
        kinds = [(headers, count, example) for name, headers, count, example in found if name == section]
        shared = [header for header in _shared([headers for headers, *_ in kinds]) if header not in everywhere]
        if shared:
            alone = len(kinds) == 1 and kinds[0][1:] == (1, section)
            some.append((section if alone else f"{section}*", shared))
        for headers, _, _ in kinds:
            rest = [header for header in headers if header not in everywhere and header not in shared]
            if rest:
                some += [(address, rest) for address in state.with_headers(section, headers)]
    return Rules(everywhere, some)


def _shared(many: list[Headers]) -> Headers:
    return [header for header in (many[0] if many else []) if all(header in headers for headers in many)]


def files(state: State) -> Iterator[tuple[str, bytes]]:
    """The files for hosts, by name."""
    found, redirects = rules(state), [each for each in state.redirects() if each[1].startswith("/")]
    written: dict[str, Callable[[], Iterator[str]]] = {
        "_headers": lambda: _headers(found),
        "_redirects": lambda: _redirects(redirects),
        "_nginx/http.conf": lambda: _nginx_maps(found),
        "_nginx/server.conf": lambda: _nginx_server(found, redirects),
    }
    for name, lines in written.items():
        yield name, ("\n".join(lines()) + "\n").encode()


def _headers(found: Rules) -> Iterator[str]:
    yield from _rule("/*", found.everywhere)
    for pattern, headers in found.some:
        yield from _rule(pattern, headers)
    for address, kind in _TYPES.items():
        yield from _rule(address, [("Content-Type", f"{kind}; charset=utf-8")])


def _rule(pattern: str, headers: Headers) -> Iterator[str]:
    yield pattern
    yield from (f"  {name}: {value}" for name, value in headers)


def _redirects(redirects: list[tuple[str, str, int]]) -> Iterator[str]:
    yield from (f"{origin} {to} {status}" for origin, to, status in redirects)
    yield from (f"{prefix}* {prefix}404.html 404" for prefix in _NOT_FOUND_BY_LANGUAGE)


def _names(found: Rules) -> list[str]:
    """The headers that differ from address to address."""
    return sorted({name for _, headers in found.some for name, _ in headers})


def _variable(name: str) -> str:
    return f"$exported_{name.lower().replace('-', '_')}"


def _nginx_maps(found: Rules) -> Iterator[str]:
    yield "# For the http block: headers that differ from address to address."
    for name in _names(found):
        yield f"map $uri {_variable(name)} {{"
        said = [(pattern, value) for pattern, headers in found.some for key, value in headers if key == name]
        for pattern, value in sorted(said, key=lambda rule: rule[0].endswith("*")):  # the first that fits counts: single addresses before sections
            yield f"    {_quoted(_expression(pattern))} {_quoted(value)};"
        yield "}"


def _expression(pattern: str) -> str:
    """For nginx, which serves an address that ends with a slash under the name of its file."""
    beginning = f"~^{re.escape(pattern.removesuffix('*'))}"
    return beginning if pattern.endswith("*") else f"{beginning}(?:index[.]html)?$"


def _nginx_server(found: Rules, redirects: list[tuple[str, str, int]]) -> Iterator[str]:
    yield "# For a server block, with its `root` at this folder. `brotli_static on;` beside it where that module is loaded."
    yield from ("index index.html;", "charset utf-8;", "charset_types text/css text/plain text/xml application/javascript;")
    yield from ("gzip_static on;", "gzip_vary on;", "absolute_redirect off;", "error_page 404 /404.html;")
    yield from (f"add_header {name} {_quoted(value)} always;" for name, value in found.everywhere)
    yield from (f"add_header {name} {_variable(name)} always;" for name in _names(found))
    yield "location ~ ^/(?:_|[.]exported) { return 404; }"
    for prefix in _NOT_FOUND_BY_LANGUAGE:
        yield f"location {prefix} {{ error_page 404 {prefix}404.html; }}"
    for address, kind in _TYPES.items():
        yield f"location = {address} {{ types {{ }} default_type {_quoted(f'{kind}; charset=utf-8')}; }}"
    for origin, to, status in redirects:
        yield f"location = {_quoted(origin)} {{ return {status} {_quoted(to)}; }}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
