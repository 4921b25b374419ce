"""What is known of an export: its addresses, where each leads, what each depends on, and the rows as they were. A SQLite file beside it.

All that one run learns is one transaction: a run that is interrupted or refused has learned nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import batched
from pathlib import Path
from typing import Self

from content.addresses import place
from content.page_store.finished import Headers
from content.static_export import needs
from content.static_export.making import Made

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, said TEXT) WITHOUT ROWID;
CREATE TABLE address (id INTEGER PRIMARY KEY, address TEXT UNIQUE NOT NULL, is_made INTEGER NOT NULL DEFAULT 0, is_seed INTEGER NOT NULL DEFAULT 0,
    status INTEGER NOT NULL DEFAULT 0, kind TEXT, section TEXT, headers TEXT,
    digest TEXT NOT NULL DEFAULT '', location TEXT, ids TEXT, troubles TEXT);
CREATE TABLE link (origin INTEGER, target INTEGER, fragment TEXT, PRIMARY KEY (origin, target, fragment)) WITHOUT ROWID;
CREATE INDEX link_target ON link (target, fragment);
CREATE TABLE need (key TEXT, address INTEGER, PRIMARY KEY (key, address)) WITHOUT ROWID;
CREATE INDEX need_address ON need (address);
CREATE TABLE row (source TEXT, id TEXT, said TEXT, keys TEXT, PRIMARY KEY (source, id)) WITHOUT ROWID;
CREATE TABLE wrote (file TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE INDEX waiting ON address (id) WHERE NOT is_made;
CREATE INDEX likeness ON address (section, headers, status);
"""

_LINKS_OF = "SELECT address, fragment, target FROM link JOIN address ON address.id = target WHERE origin = ?"
# Those of pages that were made now, and those of others to them that may have broken.
_BROKEN = """
SELECT origin.address, target.address, link.fragment, target.status, target.ids
FROM (
    SELECT link.* FROM touched CROSS JOIN link ON link.origin = touched.id
    UNION SELECT link.* FROM touched CROSS JOIN link ON link.target = touched.id AND link.fragment > ''
    UNION SELECT link.* FROM touched JOIN address USING (id) CROSS JOIN link ON link.target = touched.id AND address.status NOT BETWEEN 200 AND 399
) link JOIN address origin ON origin.id = link.origin JOIN address target ON target.id = link.target
WHERE origin.status < 400 AND (target.status NOT BETWEEN 200 AND 399 AND target.status != 410 OR link.fragment != '' AND target.status = 200)
ORDER BY 1, 2, 3
"""


class State:
    """Use as a context; `commit` or all is as it was."""

    def __init__(self, file: Path) -> None:
        self.base = sqlite3.connect(file, isolation_level=None)
        self.base.executescript("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;")
        self.base.execute("BEGIN IMMEDIATE")
        if not self.base.execute("SELECT 1 FROM sqlite_master WHERE name = 'wrote'").fetchone():
            for statement in _TABLES.split(";\n"):
                self.base.execute(statement)
        self.base.execute("CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY)")
        self._ids: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.base.close()

    def commit(self) -> None:
        """Keep what was learned."""
        self.base.execute("COMMIT")

    def said(self, name: str) -> str:
        """A word about the whole export; empty when it was never said."""
        found = self.base.execute("SELECT said FROM about WHERE name = ?", [name]).fetchone()
        return str(found[0]) if found else ""

    def say(self, name: str, said: str) -> None:
        """Keep a word about the whole export."""
        self.base.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", [name, said])

    def seed(self, addresses: Iterable[str]) -> None:
        """Addresses that are exported whether anything leads there or not."""
        for address in addresses:
            self.base.execute("UPDATE address SET is_seed = 1 WHERE id = ?", [self._id(address)])

    def changed_keys(self) -> set[str]:
        """The keys of all rows that are not as they were, of then and of now; from now on they are as they are."""
        found: set[str] = set()
        for source, rows in needs.rows():
            before = dict(self.base.execute("SELECT id, said FROM row WHERE source = ?", [source]))
            changed = [row for row in rows if before.pop(row[0], "") != row[1]]
            for gone in before:
                found |= self._keys(source, gone)
                self.base.execute("DELETE FROM row WHERE source = ? AND id = ?", [source, gone])
            for some in batched(changed, 500, strict=False):
                named = needs.mentions(row[0] for row in some) if source == needs.PAGES else {}
                for row_id, said, own in some:
                    keys = [source, *own, *named.get(row_id, ())]
                    found |= self._keys(source, row_id) | set(keys)
                    self.base.execute("INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?)", [source, row_id, said, json.dumps(keys)])
        return found

    def _keys(self, source: str, row: str) -> set[str]:
        kept = self.base.execute("SELECT keys FROM row WHERE source = ? AND id = ?", [source, row]).fetchone()
        return set(json.loads(kept[0])) if kept else set()

    def make_again(self, keys: Iterable[str]) -> None:
        """Every address that depends on one of these keys waits to be made."""
        self.base.executemany("UPDATE address SET is_made = 0 WHERE id IN (SELECT address FROM need WHERE key = ?)", ([key] for key in keys))

    def forget(self, addresses: Iterable[str]) -> None:
        """Whatever files these addresses have now, they are to be made."""
        self.base.executemany("UPDATE address SET is_made = 0, digest = '' WHERE address = ?", ([address] for address in addresses))

    def waiting(self) -> int:
        """How many addresses are to be made."""
        return int(self.base.execute("SELECT count(*) FROM address WHERE NOT is_made").fetchone()[0])

    def take(self, most: int) -> list[tuple[str, str]]:
        """Some addresses that are to be made, with the digests of what they were. Whoever takes them makes them."""
        some = self.base.execute("SELECT id, address, digest FROM address WHERE NOT is_made LIMIT ?", [most]).fetchall()
        self.base.executemany("UPDATE address SET is_made = 1 WHERE id = ?", ([row[0]] for row in some))
        return [row[1:] for row in some]

    def learn(self, made: Made) -> None:
        """Keep what came of an address; what it leads to is to be made as well."""
        own = self._id(made.address)
        read = made.read
        told = [made.status, made.kind, section(made.address), json.dumps(made.headers), made.digest, made.location]
        told += ["\n".join(read.ids), "\n".join(read.troubles)]
        self.base.execute(
            "UPDATE address SET status = ?, kind = ?, section = ?, headers = ?, digest = ?, location = ?, ids = ?, troubles = ? WHERE id = ?",
            [*told, own],
        )
        self.base.execute("INSERT OR IGNORE INTO touched VALUES (?)", [own])
        before = {(to, fragment): target for to, fragment, target in self.base.execute(_LINKS_OF, [own])}
        gone, new = before.keys() - read.links, read.links - before.keys()
        self.base.executemany("DELETE FROM link WHERE origin = ? AND target = ? AND fragment = ?", ((own, before[link], link[1]) for link in gone))
        self.base.executemany("INSERT INTO link VALUES (?, ?, ?)", ((own, self._id(to), fragment) for to, fragment in new))
        self.base.execute("DELETE FROM need WHERE address = ?", [own])
        self.base.executemany("INSERT INTO need VALUES (?, ?)", ((key, own) for key in made.needs))

    def _id(self, address: str) -> int:
        if address in self._ids:
            return self._ids[address]
        found = self.base.execute("SELECT id FROM address WHERE address = ?", [address]).fetchone()
        if not found:
            found = self.base.execute("INSERT INTO address (address) VALUES (?) RETURNING id", [address]).fetchone()
        if len(self._ids) < 1000:  # those that every page leads to come first
            self._ids[address] = found[0]
        return int(found[0])

    def troubles(self) -> Iterator[str]:
        """What is wrong with what was made now, and with what leads there, one sentence each."""
        for address, troubles in self.base.execute(
            "SELECT address, troubles FROM address JOIN touched USING (id) WHERE troubles != '' ORDER BY address"
        ):
            yield from (f"{address} {trouble}." for trouble in troubles.splitlines())
        for address, status in self.base.execute(
            "SELECT address, status FROM address JOIN touched USING (id) WHERE is_seed AND status >= 400 AND status != 410 ORDER BY address"
        ):
            yield f"{address} answers {status}."
        for origin, target, fragment, status, ids in self.base.execute(_BROKEN):
            if "?" in target:
                yield f"{origin} links to {target}, which only a server can answer."
            elif status not in {200, 410}:
                yield f"{origin} links to {target}, where nothing answers ({status})."
            elif fragment and status == 200 and fragment not in (ids or "").split("\n"):
                yield f"{origin} links to {target}#{fragment}, and there is no such place on that page."

    def taken_down(self) -> list[tuple[str, str]]:
        """Links to pages that were withdrawn: who leads there, and where."""
        query = """
            SELECT origin.address, target.address
            FROM address target JOIN link ON link.target = target.id JOIN address origin ON origin.id = link.origin
            WHERE target.status = 410 ORDER BY 1, 2
        """
        return self.base.execute(query).fetchall()

    def redirects(self) -> Iterator[tuple[str, str, int]]:
        """Every address that leads on: from, to, status."""
        yield from self.base.execute("SELECT address, location, status FROM address WHERE status BETWEEN 300 AND 399 ORDER BY address")

    def headers(self) -> Iterator[tuple[str, Headers, int, str]]:
        """The headers that addresses of a section have: section, headers, how many, and one of them; no matter how many there are."""
        query = """
            SELECT section, headers, count(*), min(address) FROM address
            WHERE digest != '' GROUP BY section, headers ORDER BY section, count(*) DESC
        """
        for name, headers, count, example in self.base.execute(query):
            yield name, [(key, value) for key, value in json.loads(headers)], count, example

    def with_headers(self, name: str, headers: Headers) -> Iterator[str]:
        """The addresses of a section that have these headers."""
        query = "SELECT address FROM address WHERE section = ? AND headers = ? AND digest != '' ORDER BY address"
        yield from (row[0] for row in self.base.execute(query, [name, json.dumps(headers)]))

    def counts(self) -> tuple[int, int]:
        """How many addresses have files, and how many were made now."""
        whole = self.base.execute("SELECT count(*) FROM address WHERE digest != ''").fetchone()[0]
        return int(whole), int(self.base.execute("SELECT count(*) FROM touched").fetchone()[0])

    def wrote(self, file: str) -> None:
        """A file was written or deleted now."""
        self.base.execute("INSERT OR IGNORE INTO wrote VALUES (?)", [file])

    def written(self) -> list[str]:
        """The files that the last run wrote or deleted."""
        return [row[0] for row in self.base.execute("SELECT file FROM wrote")]

    def forget_written(self) -> None:
        """Before the files of this run."""
        self.base.execute("DELETE FROM wrote")


def section(address: str) -> str:
    """The part of the site that an address belongs to, such as /es/practice/; a file at the top is its own."""
    language, path = place(address)
    first = path.partition("/")[0]
    before = f"/{language}/" if address.startswith(f"/{language}/") else "/"
    return f"{before}{first}/" if first and "." not in first else address
