"""Takes pages that were withdrawn out of what is handed out, where an export fails for another reason: advice that was taken back must not wait."""

from __future__ import annotations

from http import HTTPStatus

from content.models import Redirect, address
from content.static_export.folders import MARKER, Folders
from content.static_export.making import Made, Maker, file_of
from content.static_export.state import State


def take_down(folders: Folders, maker: Maker) -> list[str]:
    """Put what a withdrawn page says of itself in its place, in the tree that is handed out; all else stays. Returns the addresses."""
    withdrawn = [made for made in _withdrawn(maker) if _still_shown(folders, made)]
    if withdrawn:
        run = folders.run_of(folders.target)
        folders.double()
        (folders.next / MARKER).unlink()  # not whole until it is finished
        for made in withdrawn:
            list(folders.keep(file_of(made.address), _fit_to_be_seen(made)))
        folders.finish(run)
        with State(folders.state) as state:  # whichever tree the next export begins with, it makes these again
            state.forget(made.address for made in withdrawn)
            state.commit()
        folders.swap()
    return [made.address for made in withdrawn]


def _withdrawn(maker: Maker) -> list[Made]:
    rows = Redirect.objects.filter(to="").values_list("path", "language")
    found = [maker.make(address(path, language)) for path, language in rows]
    return [made for made in found if made.status == HTTPStatus.GONE]


def _still_shown(folders: Folders, made: Made) -> bool:
    file = folders.target / file_of(made.address)
    return file.is_file() and file.read_bytes() != _fit_to_be_seen(made).get("")


def _fit_to_be_seen(made: Made) -> dict[str, bytes]:
    """Its files; none where it does not keep the promise of every page."""
    return {} if made.read.troubles else made.files
