"""Runs an export: follows the site's own sitemap and links, makes what is not as it was, checks it whole, and hands it out in one step."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from content.models import Redirect, address
from content.page_store import editions
from content.static_export import hosts, needs
from content.static_export.crew import made_by_crew
from content.static_export.folders import Folders, Refused
from content.static_export.making import NOT_FOUND, Made, Maker, Wanted, file_of
from content.static_export.state import State
from content.static_export.taking_down import take_down

_SEEDS = ("/", "/sitemap.xml", "/robots.txt", "/feed.xml", "/favicon.ico", "/leave/", *NOT_FOUND)
_SEEDS_OF_A_LANGUAGE = ("", "988", "help", "crisis", "search")
_WORTH_A_CREW = 200  # addresses; fewer are made sooner than processes start
_A_STEP = 25  # addresses between two moves of the progress bar
_PASSES = 5  # times that an export looks whether something was published meanwhile

Progress = Callable[[int, int], None]


class Broken(Exception):
    """The site as it is cannot be exported; `troubles` has a sentence for each reason. What was handed out before still is."""

    def __init__(self, troubles: list[str]) -> None:
        self.troubles = troubles
        super().__init__("\n".join(troubles))


class NoRoom(Exception):
    """The disk is full; what was handed out before still is."""


@dataclass(slots=True)
class Report:
    """What an export did: how many addresses there are, how many of them were made now, and what staff should know."""

    addresses: int = 0
    made: int = 0
    notes: list[str] = field(default_factory=list)


def export(target: Path, wanted: Wanted, progress: Progress, processes: int = 1) -> Report:
    """Bring a folder in step with the site. Raises Refused, Broken, NoRoom and OSError, and then leaves it as it was.

    Pages that were withdrawn leave it all the same; a note of the exception names them.
    """
    folders = Folders(target)
    if not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        raise Refused("The static files are not collected. Please run `manage.py collectstatic` first.")
    with _room(), folders.alone():
        folders.check()
        try:
            return _export(folders, wanted, progress, processes)
        except BaseException as error:
            folders.drop()
            if isinstance(error, Exception):
                _take_down(folders, wanted, error)
            raise


def _take_down(folders: Folders, wanted: Wanted, error: Exception) -> None:
    with suppress(OSError, DatabaseError):  # the first error says what is wrong
        if gone := take_down(folders, Maker(wanted)):
            error.add_note(f"Only what was withdrawn has left the folder: {', '.join(gone)}.")


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT} or "disk is full" in str(error):
            raise NoRoom("There is no room left on the disk.") from error
        raise


def _export(folders: Folders, wanted: Wanted, progress: Progress, processes: int) -> Report:
    recipe = repr((editions.release(), timezone.localdate().year, asdict(wanted)))
    is_new = not _is_whole(folders, recipe)
    if is_new:
        folders.begin_anew()
    with State(folders.state) as state:
        state.seed(_lists(wanted))
        _look(state)
        if not state.waiting():
            return Report(state.counts()[0])
        if not is_new:
            folders.begin(state.said("run"), state.said("run before"), state.written())
        state.forget_written()
        _make_all(state, folders, Maker(wanted), progress, processes)
        report = _checked(state)
        for name, body in hosts.files(state):
            _write(state, folders, name, body)
        run = token_hex(8)
        for name, said in (("recipe", recipe), ("run before", state.said("run")), ("run", run)):
            state.say(name, said)
        folders.finish(run)
        state.commit()
    folders.swap()
    if is_new:
        folders.double()
    return report


def _is_whole(folders: Folders, recipe: str) -> bool:
    """Whether the state is that of the tree which is handed out, and every page would be made as it was. Finishes what was cut off."""
    if not folders.state.exists():
        return False
    with State(folders.state) as state:
        run, known = state.said("run"), state.said("recipe")
    if run and folders.run_of(folders.target) != run and folders.run_of(folders.next) == run:
        folders.swap()
    return bool(run) and folders.run_of(folders.target) == run and known == recipe


def _look(state: State) -> bool:
    """Find what has changed since the last look; whether there is anything."""
    number, today = str(editions.current_number()), timezone.localdate()
    before = date.fromisoformat(state.said("day") or today.isoformat())
    state.seed(_seeds())
    keys = state.changed_keys() | set(needs.overdue(before, today))
    if keys or number != state.said("number"):
        state.make_again([*keys, needs.ANYTHING])
    state.say("number", number)
    state.say("day", today.isoformat())
    return state.waiting() > 0


def _seeds() -> Iterator[str]:
    yield from _SEEDS
    for code, _ in settings.LANGUAGES:
        yield from (address(path, code) for path in _SEEDS_OF_A_LANGUAGE)
    for path, language in Redirect.objects.values_list("path", "language"):
        yield address(path, language)


def _lists(wanted: Wanted) -> list[str]:
    """What the search page looks in."""
    return [f"{address('search', code)}list.json" for code, _ in settings.LANGUAGES] if wanted.search else []


def _make_all(state: State, folders: Folders, maker: Maker, progress: Progress, processes: int) -> None:
    """Make what waits, what that leads to, and what is published meanwhile, so that all pages are of one time."""
    done = 0
    for _ in range(_PASSES):
        for made in _made(state, maker, processes):
            state.learn(made)
            _keep(state, folders, made)
            done += 1
            if done % _A_STEP == 0:
                progress(done, done + state.waiting())
        if state.said("number") == str(editions.current_number()) or not _look(state):
            return
    raise Broken(["The site is being changed faster than it can be exported. Please try again."])


def _made(state: State, maker: Maker, processes: int) -> Iterator[Made]:
    """Few are made here, and what they lead to; as soon as many wait, by a crew."""
    while waiting := state.waiting():
        if processes > 1 and waiting > _WORTH_A_CREW:
            yield from made_by_crew(state.take, maker, processes)
        else:
            yield from (maker.make(*task) for task in state.take(_WORTH_A_CREW))


def _keep(state: State, folders: Folders, made: Made) -> None:
    """The files of an address as they are now."""
    if made.digest and not made.files:  # as it was
        return
    for name in folders.keep(file_of(made.address), made.files):
        state.wrote(name)


def _write(state: State, folders: Folders, name: str, body: bytes) -> None:
    if folders.read(name) != body:
        folders.write(name, body)
        state.wrote(name)


def _checked(state: State) -> Report:
    """Raises Broken for anything that a reader could stumble over."""
    if troubles := list(state.troubles()):
        raise Broken(troubles)
    notes = [f"{origin} links to {target}, which was taken down; readers are told so." for origin, target in state.taken_down()]
    return Report(*state.counts(), notes)
