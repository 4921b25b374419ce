"""Pages for what a front server says itself: the application's own words, written as files, because it may be the application that is away."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from config import unavailable
from crisis import errors

# Which of our error pages has the words for what a front server may have to say. (nginx: 494 to 497 are its own, for 400.)
PAGES: dict[int, tuple[int, ...]] = {
    400: (400, 401, 408, 411, 412, 414, 415, 416, 421, 429, 494, 495, 496, 497),
    403: (403,),
    404: (404,),
    405: (405,),
    413: (413,),
    500: (500, 501, 503, 505, 507),
}
AWAY = (502, 504)  # what a front server says when no application answers it
REFUSED = (403, 404, 405)  # what a front server says of files alone; whether there is a page is the application's to say
DESK = "desk"


def folder() -> Path:
    """Where the front server finds what is made for it."""
    return Path(settings.DATA_DIR) / "front"


def write() -> None:
    """`errors/500.en.html` and so on; `500.desk.html` for staff, who have to know that nothing was saved."""
    place = folder() / "errors"
    place.mkdir(parents=True, exist_ok=True)
    for status in PAGES:
        for language, _ in settings.LANGUAGES:
            _replace(place / f"{status}.{language}.html", errors.page(status, language))
        _replace(place / f"{status}.{DESK}.html", unavailable.desk() if status >= 500 else errors.page(status, "en"))


def _replace(file: Path, body: bytes) -> None:
    passing = file.with_name(f".{file.name}")
    passing.write_bytes(body)
    passing.replace(file)
