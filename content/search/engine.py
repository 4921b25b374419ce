"""The embedded engine (tantivy): fields, files on disk, reading and writing. Nobody outside this package knows its name."""

from __future__ import annotations

import fcntl
import json
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.conf import settings
from tantivy import Document, Index, IndexWriter, Query, Schema, SchemaBuilder, Searcher

from content.search.entries import Entry
from content.search.words import STEMMERS, analyzer, key, plain

TEXTS = ("title", "names", "heads", "lead", "body")  # each once a language, with stems
KEYS = ("first", "second")  # whole names, see words.key
_STATE = "state"
_HEAP = 30_000_000  # bytes that a writer gathers before it writes; the engine asks for 15 MB at least


class Busy(Exception):
    """Another process writes to the index."""


def folder() -> Path:
    """Where the index lives: `current` leads to the folder that is in use."""
    return Path(settings.DATA_DIR) / "search"


@cache
def schema() -> Schema:
    """The fields of an entry."""
    builder = SchemaBuilder()
    for name in ("id", "stamp", "kind", "language", "place"):
        builder.add_text_field(name, stored=name in {"id", "kind", "language", "place"}, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("data", stored=True, tokenizer_name="raw", index_option="basic")
    for language in STEMMERS:
        for name in TEXTS:
            builder.add_text_field(f"{name}_{language}", tokenizer_name=f"stems_{language}", index_option="freq")
        for name in KEYS:
            builder.add_text_field(f"{name}_{language}", tokenizer_name="raw", index_option="basic")
        builder.add_text_field(f"plain_{language}", tokenizer_name="words", index_option="basic")
    return builder.build()


def _open(path: Path, *, new: bool = False) -> Index:
    index = Index(schema(), path=str(path)) if new else Index.open(str(path))
    index.register_tokenizer("words", analyzer(""))
    for language in STEMMERS:
        index.register_tokenizer(f"stems_{language}", analyzer(language))
    return index


def _document(entry: Entry) -> Document:
    language = entry.language
    other = next(code for code in STEMMERS if code != language)
    told = {
        "title": entry.title,
        "summary": entry.summary,
        "address": entry.address,
        "parts": [[part.anchor, part.heading, part.text] for part in entry.parts],
    }
    document = Document(id=entry.id, kind=entry.kind, language=language, place=entry.place, stamp=f"{entry.id}@{entry.stamp}")
    document.add_text("data", json.dumps(told, ensure_ascii=False, separators=(",", ":")))
    heads, text = " ".join(part.heading for part in entry.parts), " ".join([*(part.text for part in entry.parts), entry.more])
    names = " ".join((*entry.known, *entry.names, *entry.said))
    values = {"title": " ".join(entry.titles or (entry.title,)), "names": names, "heads": heads, "lead": entry.summary, "body": text}
    for name, value in values.items():
        values[name] = plain(value)
        document.add_text(f"{name}_{language}", values[name])
    document.add_text(f"plain_{language}", " ".join(values.values()))
    first = {key(name, language) for name in (*entry.titles, *entry.known)}
    second = {key(name, language) for name in (*entry.names, *entry.said)}
    foreign = {key(name, other) for name in entry.foreign}
    for field, keys in ((f"first_{language}", first), (f"second_{language}", second - first), (f"first_{other}", foreign)):
        for name in keys - {""}:
            document.add_text(field, name)
    if entry.foreign:
        for field in ("names", "plain"):
            document.add_text(f"{field}_{other}", plain(" ".join(entry.foreign)))
    return document


@dataclass(frozen=True, slots=True)
class State:
    """Up to which event of the log the index has followed, which of the last it knows, and by what recipe it was made."""

    recipe: str
    through: int
    recent: tuple[int, ...] = ()


def state(searcher: Searcher) -> State | None:
    """What the index says of itself; nothing for one that is not whole."""
    found = find(searcher, _STATE)
    if found is None:
        return None
    return State(found["recipe"], found["through"], tuple(found["recent"]))


def find(searcher: Searcher, entry_id: str) -> dict[str, Any] | None:
    """What is kept of an entry."""
    hits = searcher.search(Query.term_query(schema(), "id", entry_id), 1, count=False).hits
    return told(searcher, hits[0][1]) if hits else None


def told(searcher: Searcher, at: Any) -> dict[str, Any]:
    """What is kept of the entry at an address of the engine."""
    document = searcher.doc(at)
    kept: dict[str, Any] = json.loads(document.get_first("data") or "{}")
    return kept | {name: document.get_first(name) for name in ("id", "kind", "language", "place")}


class Writer:
    """Changes of the index that are seen together or not at all."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer

    def put(self, entry: Entry) -> None:
        """Add an entry, or replace what has its id."""
        self._writer.delete_documents_by_term("id", entry.id)
        self._writer.add_document(_document(entry))

    def add(self, entry: Entry) -> None:
        """Add an entry to an index that has none of its id."""
        self._writer.add_document(_document(entry))

    def forget(self, entry_id: str) -> None:
        """Take an entry out."""
        self._writer.delete_documents_by_term("id", entry_id)

    def keep(self, new: State) -> None:
        """Say how far the index has followed."""
        self.forget(_STATE)
        document = Document(id=_STATE)
        document.add_text("data", json.dumps({"recipe": new.recipe, "through": new.through, "recent": list(new.recent)}))
        self._writer.add_document(document)


@contextmanager
def alone(seconds: float) -> Iterator[None]:
    """Write alone among all processes. Raises Busy when another is not done in time, and OSError where nothing can be written."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "lock").open("w") as lock:
        until = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise Busy from None
                time.sleep(0.02)
        yield


@contextmanager
def writing() -> Iterator[Writer]:
    """Change the index that is in use; an exception leaves it as it was. Only inside `alone`."""
    with _committing(_open(folder() / "current")) as writer:
        yield writer


@contextmanager
def replacing() -> Iterator[Writer]:
    """Fill a new index, which takes the place of the one in use when it is whole. Only inside `alone`."""
    place = Path(mkdtemp(prefix="index-", dir=folder()))
    try:
        place.chmod(0o755)
        with _committing(_open(place, new=True)) as writer:
            yield writer
        link = folder() / "next"
        link.unlink(missing_ok=True)
        link.symlink_to(place.name)
        link.replace(folder() / "current")
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    for old in folder().glob("index-*"):  # also what an interrupted run left behind
        if old != place:
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _committing(index: Index) -> Iterator[Writer]:
    writer = index.writer(_HEAP, 1)
    try:
        yield Writer(writer)
        writer.commit()
    except BaseException:
        with suppress(Exception):  # the first failure is the one to tell of
            writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


class _Reader:
    """The index as this process reads it: opened again when `current` leads elsewhere, and brought up to date when its list of files changed."""

    def __init__(self) -> None:
        self.seen: tuple[object, ...] = ()
        self.place = ""
        self.index: Index | None = None
        self.found: Searcher | None = None

    def searcher(self) -> Searcher | None:
        path = folder() / "current"
        try:
            place = str(path.parent / path.readlink())
            kept = Path(place, "meta.json").stat()
        except OSError:
            return None
        seen = (place, kept.st_ino, kept.st_mtime_ns)
        if self.index is None or place != self.place:
            index = _open(Path(place))
            index.config_reader("manual")
            self.index, self.place, self.seen = index, place, ()
        if seen != self.seen or self.found is None:
            self.index.reload()
            self.found, self.seen = self.index.searcher(), seen
        return self.found


_reader = _Reader()


def searcher() -> Searcher | None:
    """What can be searched now; nothing where there is no index yet."""
    for _ in range(3):
        try:
            return _reader.searcher()
        except ValueError:  # the folder was taken away between two steps: look where `current` leads now
            _reader.index = None
    return None


def stamps(found: Searcher) -> Iterable[tuple[str, str]]:
    """Id and stamp of every entry."""
    for term, _ in found.terms_with_prefix("stamp", "", filter_query=Query.all_query()):
        entry_id, _, stamp = term.partition("@")
        yield entry_id, stamp
