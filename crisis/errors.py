"""Error pages that need no database and no template: built once at start, the notice already inside."""

from __future__ import annotations

from functools import cache
from html import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static

from crisis import notice
from crisis.hotlines import Words

_TITLES = {
    400: Words("We could not read this request", "No pudimos leer esta solicitud"),
    403: Words("This page cannot be opened from here", "Esta página no se puede abrir desde aquí"),
    404: Words("This page is not here", "Esta página no está aquí"),
    405: Words("This page cannot do that", "Esta página no puede hacer eso"),
    410: Words("This page has been taken down", "Esta página se ha retirado"),
    413: Words("That is too large", "Eso es demasiado grande"),
    500: Words("Something is not working", "Algo no funciona"),
}
_LEADS = {
    403: Words(
        "Please go back, load the page again and try once more. You did nothing wrong.",
        "Vuelva atrás, cargue la página de nuevo e inténtelo otra vez. Usted no hizo nada mal.",
    ),
    404: Words(
        "The address may have changed, or the page may have been taken down. You did nothing wrong.",
        "Puede que la dirección haya cambiado o que la página se haya retirado. Usted no hizo nada mal.",
    ),
    410: Words(
        "We took it down because it was out of date. You did nothing wrong.",
        "La retiramos porque ya no estaba al día. Usted no hizo nada mal.",
    ),
    500: Words(
        "Something on our side is not working. Please try again in a few minutes.",
        "Algo de nuestra parte no funciona. Inténtelo de nuevo en unos minutos.",
    ),
}
_LEAD = Words("You did nothing wrong. These pages are still open to you:", "Usted no hizo nada mal. Estas páginas siguen abiertas:")
_EXIT, _LEAVE = Words("Quick exit", "Salida rápida"), Words("leave this site now", "salir ahora de este sitio")
_SAY = Words("Shift, press {n} more to leave this site.", "Mayús, presione {n} más para salir de este sitio.")
_HOME, _HELP = Words("Home page", "Página de inicio"), Words("Help right now", "Ayuda ahora")


def _assets() -> str:
    try:
        return f'<link rel="stylesheet" href="{escape(static("site.css"))}"><script src="{escape(static("site.js"))}" defer></script>'
    except (ValueError, OSError):  # no manifest of static files: the page must stand without its looks
        return ""


def _quick_exit(language: str) -> str:
    """As includes/quick_exit.html has it, without the extras that only its looks need."""
    return (
        f'<section aria-label="{escape(_EXIT.of(language))}"><a class="exit" id="exit" href="/leave/" data-to="{escape(settings.QUICK_EXIT_URL)}" '
        f'rel="nofollow noreferrer" data-say="{escape(_SAY.of(language))}">{escape(_EXIT.of(language))}'
        f'<span class="vh">: {escape(_LEAVE.of(language))}</span></a><span class="vh" role="status" id="exit-say"></span></section>'
    )


@cache
def page(status: int, language: str) -> bytes:
    """A whole error document for a status code, in UTF-8."""
    known = status if status in _TITLES else (500 if status >= 500 else 400)
    return document(_TITLES[known], _LEADS.get(known, _LEAD), language)


def document(heading: Words, words: Words, language: str) -> bytes:
    """A whole document that says one thing, in UTF-8, with the notice and the ways on."""
    title, lead = escape(heading.of(language)), escape(words.of(language))
    home = "/" if language == "en" else f"/{language}/"
    links = "".join(f'<li><a href="{address}">{escape(words.of(language))}</a></li>' for address, words in ((home, _HOME), (f"{home}crisis/", _HELP)))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title} | EPH</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"{_assets()}</head><body>{_quick_exit(language)}".encode()
        + notice.html(language)
        + f'<main class="band"><div class="wrap flow"><h1>{title}</h1><p class="lead">{lead}</p><ul class="ledger">{links}</ul></div></main>'
        "</body></html>".encode()
    )


def response(status: int, language: str) -> HttpResponse:
    """The static error page as a response, measured: one that an outer middleware causes passes nothing that would do it."""
    body = page(status, language)
    return HttpResponse(body, status=status, charset="utf-8", headers={"Content-Length": str(len(body))})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400."""
    return response(400, notice.language_of(request.path))


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Django's handler403 and its view for a failed CSRF check."""
    return response(403, notice.language_of(request.path))


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return response(500, notice.language_of(request.path))


def build_all() -> None:
    """Make every page now, so that a later failure finds them ready."""
    page.cache_clear()
    for language, _name in settings.LANGUAGES:
        for status in _TITLES:
            page(status, language)
