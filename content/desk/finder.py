"""Finds what a writer wants to put into a text: a page to link to, a source, a term or a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from content.desk.gallery import markdown_of
from content.library import GLOSSARY
from content.models import Image, Page, Source

MOST = 12


@dataclass(frozen=True, slots=True)
class Found:
    """Something to put in: what it is called, what tells it from others, and its Markdown; `{words}` stands for what is selected."""

    label: str
    detail: str
    markdown: str
    thumb: str = ""


def pages(words: str, language: str) -> Iterator[Found]:
    """Published pages in a language by title or address."""
    wanted = Q(title__icontains=words) | Q(short_title__icontains=words) | Q(path__icontains=words)
    for page in Page.objects.published().in_language(language).filter(wanted).order_by("title")[:MOST]:
        yield Found(page.title, page.get_absolute_url(), f"[{{words|{page.name}}}]({page.get_absolute_url()})")


def sources(words: str, language: str) -> Iterator[Found]:
    """Sources by author, title, year or key."""
    wanted = Q(authors__icontains=words) | Q(title__icontains=words) | Q(key__icontains=words)
    if words.isdecimal() and len(words) == 4:
        wanted |= Q(year=int(words))
    for source in Source.objects.filter(wanted)[:MOST]:
        yield Found(f"{source.short}: {source.title}", source.key, f"[@{source.key}]")


def terms(words: str, language: str) -> Iterator[Found]:
    """Published terms of the glossary."""
    found = Page.objects.published().in_language(language).of_kind("term").filter(path__startswith=f"{GLOSSARY}/", title__icontains=words)
    for page in found[:MOST]:
        yield Found(page.title, str(page.facts.get("definition", "")), f"[[{page.slug}{{|words}}]]")


def figures(words: str, language: str) -> Iterable[Found]:
    """The drawn figures by name."""
    folder = settings.BASE_DIR / "templates" / "figures"
    names = sorted(file.stem for file in folder.glob("*.svg"))
    return [Found(name.replace("-", " ").capitalize(), name, f"{{figure: {name}}}") for name in names if words.lower().replace(" ", "-") in name][
        :MOST
    ]


def pictures(words: str, language: str) -> Iterator[Found]:
    """Pictures of the library by every word of what is said of them, the newest first."""
    found = Image.objects.all()
    for word in words.split():
        found = found.filter(Q(alt__icontains=word) | Q(credit__icontains=word))
    for image in found[:MOST]:
        yield Found(image.alt or "Decoration", image.credit, markdown_of(image), image.thumb)


WHAT = {"page": pages, "source": sources, "term": terms, "figure": figures, "picture": pictures}


@require_safe
@cache_control(no_store=True)
def find(request: HttpRequest) -> HttpResponse:
    """What there is of a kind (`what`) for the words asked for (`q`): a JSON object with the list `found` of label, detail, markdown, thumb."""
    user, what = request.user, request.GET.get("what", "")
    needed = "content.view_image" if what == "picture" else "content.view_page"
    if not (isinstance(user, User) and user.is_staff and user.has_perm(needed)):
        return HttpResponseForbidden("Please sign in again.", content_type="text/plain; charset=utf-8")
    search, language = WHAT.get(what), request.GET.get("language", settings.LANGUAGE_CODE)
    if search is None:
        return JsonResponse({"error": "Expected one of " + ", ".join(WHAT)}, status=400)
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    return JsonResponse({"found": [asdict(each) for each in search(words, language)]})
