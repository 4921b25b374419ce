"""The forms in which staff write: a new page, and the draft of a page with its document and its kind's facts in one form."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst

from content import kinds, marks
from content.desk.diff import Passage, difference
from content.desk.merge import Conflict as Touching
from content.desk.merge import Merge, merge
from content.document import Document, DocumentError, parse
from content.folders import checked
from content.models import Page, Revision, document_of

TINTS = ("sand", "butter", "sky", "peach", "blush", "leaf", "mist")
FACTS = "facts"
CHOICE = "choice-"
RESUME = "_resume"
LONGEST_BODY = 200_000

_FIELDS = ("title", "short_title", "summary", "written_on", "tint", "mark", "position", "body")
# Line breaks that YAML would take for its own: a paste from a word processor brings them.
_LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ABOUT_A_FIELD = re.compile(r"(?:(facts), (\w+)|'(\w+)'): (.*)", re.DOTALL)


def latest_document(page: Page) -> Document:
    """What the newest revision of a page says; its live words where it has none."""
    return parse(page.latest_revision.text) if page.latest_revision else document_of(page)


def _with_plain_line_breaks(value: Any) -> Any:
    if isinstance(value, str):
        return _LINE_BREAKS.sub("\n", value)
    if isinstance(value, list):
        return [_with_plain_line_breaks(item) for item in value]
    return {key: _with_plain_line_breaks(item) for key, item in value.items()} if isinstance(value, dict) else value


class PageForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """What both forms share: an address, the main words, and an instance that checking never touches."""

    path = forms.CharField(label="Address", validators=Page._meta.get_field("path").validators, help_text=Page._meta.get_field("path").help_text)
    title = forms.CharField(max_length=120)
    summary = forms.CharField(
        max_length=200, widget=forms.Textarea(attrs={"rows": 2}), help_text="Up to 200 characters. Shown under the title and in search results."
    )

    class Meta:
        model = Page
        fields = ()

    class Media:
        js = (forms.Script("desk/keep.js", defer=True),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # a browser would cut a paste silently; our error keeps the words

    @property
    def is_resumed(self) -> bool:
        """Whether these are words that were kept and are only brought back."""
        return self.is_bound and RESUME in self.data

    def is_valid(self) -> bool:
        """Words that were only brought back are never saved by that alone."""
        return super().is_valid() and not self.is_resumed

    def _post_clean(self) -> None:
        """Leave the instance alone: it is the live page, and saving it would publish half a form."""

    def in_language(self) -> str:
        """The language the page is or will be in."""
        return str(self.instance.language)

    def clean_path(self) -> str:
        """The address, if no other page in the language has it."""
        path: str = self.cleaned_data["path"]
        if Page.objects.in_language(self.in_language()).filter(path=path).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Another page already has this address in this language.")
        return path

    def problems(self) -> Iterator[tuple[str, str, str]]:
        """Each error in words: the HTML id of its field (empty for the whole form), the field's label, the message."""
        for name, messages in self.errors.items():
            bound = self[name] if name in self.fields else None
            for message in messages:
                yield (bound.id_for_label, str(bound.label), str(message)) if bound else ("", "", str(message))


class NewPageForm(PageForm):
    """What a page needs before its kind's facts can be asked."""

    language = forms.ChoiceField(label="Language", choices=Page._meta.get_field("language").flatchoices)
    kind = forms.ChoiceField(choices=kinds.choices, help_text="What the page is about decides what it asks you for. It cannot be changed later.")

    field_order = ("language", "kind", "path", "title", "summary")

    def in_language(self) -> str:
        """As chosen."""
        return str(self.cleaned_data.get("language", ""))

    @property
    def document(self) -> Document:
        """The new page without facts and without a body. Only for a form without errors."""
        words = {name: self.cleaned_data[name] for name in ("kind", "title", "summary")}
        return Document(**words, written_on=timezone.localdate())


class DraftForm(PageForm):
    """A page as its newest revision says it."""

    short_title = forms.CharField(required=False, max_length=60, help_text="For navigation and tables, where the title is long.")
    body = forms.CharField(required=False, strip=False, max_length=LONGEST_BODY, widget=forms.Textarea, label="Body (Markdown)")
    tint = forms.ChoiceField(choices=[(tint, capfirst(tint)) for tint in TINTS], help_text="The color of the page's header.")
    mark = forms.ChoiceField(required=False, choices=[("", "No mark"), *((name, capfirst(name)) for name in sorted(marks.NAMES))])
    position = forms.IntegerField(min_value=0, max_value=32767, help_text="Its place in lists; lower numbers come first.")
    written_on = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text="Shown until a clinician has reviewed the page."
    )
    note = forms.CharField(required=False, max_length=200, label="What changed", help_text="A few words for your colleagues, kept with this version.")
    note_is_public = forms.BooleanField(
        required=False, label="Tell readers too", help_text="Once this is live, the page lists the note under “What changed”."
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    conflict: Conflict | None = None

    def __init__(self, *args: Any, instance: Page, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.latest = latest_document(instance)
        known = {name: getattr(self.latest, name) for name in _FIELDS}
        known |= {f"{FACTS}-{name}": value for name, value in self.latest.facts.items()}
        known |= {"path": instance.path, "based_on": instance.latest_revision_id}
        super().__init__(*args, instance=instance, initial=known | (initial or {}), **kwargs)
        for name in ("tint", "mark"):
            choices: Any = self.fields[name]
            if known[name] not in dict(choices.choices):  # from a file; a list without it would change it unasked
                choices.choices = [*choices.choices, (known[name], known[name])]
        for name, field in kinds.get(self.latest.kind).facts_form.base_fields.items():
            field = copy.deepcopy(field)
            field.widget.attrs.pop("maxlength", None)
            field.label = field.label or capfirst(name.replace("_", " "))
            self.fields[f"{FACTS}-{name}"] = field

    @property
    def document(self) -> Document:
        """What was typed, as a document; where something typed is wrong, what the newest revision says there."""
        values = {name: self.cleaned_data.get(name, getattr(self.latest, name)) for name in _FIELDS}
        facts = {
            name: self.cleaned_data.get(f"{FACTS}-{name}", self.latest.facts.get(name)) for name in kinds.get(self.latest.kind).facts_form.base_fields
        }
        values["facts"] = {name: value for name, value in facts.items() if value not in (None, "", [], False)}
        values = _with_plain_line_breaks(values)
        return Document(kind=self.latest.kind, **values | {"body": values["body"].strip("\n")})

    @property
    def choices(self) -> dict[str, str]:
        """Which side was chosen where two people changed the same words."""
        return {name.removeprefix(CHOICE): str(self.data[name]) for name in self.data if name.startswith(CHOICE)}

    def clean(self) -> None:
        """Check the document as a whole, and that no one else saved meanwhile."""
        if not self.errors:
            self._check_document()
        self._check_based_on()

    def _check_document(self) -> None:
        try:
            if parse(self.document.render()) != checked(self.document):
                raise DocumentError("some characters cannot be kept; please type the text anew where it was pasted from another program")
        except DocumentError as error:
            about = _ABOUT_A_FIELD.fullmatch(error.expected)
            name = (f"{FACTS}-{about[2]}" if about[1] else about[3]) if about else ""
            self.add_error(name if name in self.fields else None, about[4] if about and name in self.fields else capfirst(error.expected))

    def _check_based_on(self) -> None:
        sent, newest = self.cleaned_data.get("based_on"), self.instance.latest_revision
        if sent is None or newest is None or sent == newest.pk:
            return
        who = newest.author.get_username() if newest.author else "an import"
        if self.errors:  # these first; whose words are newer is settled when both are whole
            return
        mine = self.document
        if mine.render() == newest.text:
            return
        base = self.instance.revisions.filter(pk=sent).first() or newest
        self.conflict = Conflict(newest, parse(base.text), mine, parse(newest.text), self.choices)
        self.add_error(None, f"{capfirst(who)} saved another version while you wrote. Nothing is lost: both are below.")
        merged = self.conflict.merge.document
        if merged:
            self.data = {
                **self._posted(merged),
                "based_on": str(newest.pk),
                **{name: self.data.get(name, "") for name in ("path", "note", "note_is_public")},
            }

    def _posted(self, document: Document) -> dict[str, str]:
        """A document as a browser would send it from this form."""
        values = {name: getattr(document, name) for name in _FIELDS} | {f"{FACTS}-{name}": value for name, value in document.facts.items()}
        posted: dict[str, str] = {}
        for name, value in values.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                posted |= {f"{name}-{number}-{key}": _typed(part) for number, row in enumerate(value) for key, part in row.items()}
            elif value is not False:
                posted[name] = "on" if value is True else _typed(value)
        return posted


def _typed(value: Any) -> str:
    return "\n".join(str(item) for item in value) if isinstance(value, list) else str(value)


@dataclass(frozen=True)
class Conflict:
    """Two versions written on top of the same one: what each changed, and what they make together."""

    newest: Revision
    base: Document
    mine: Document
    theirs: Document
    choices: Mapping[str, str]

    @cached_property
    def merge(self) -> Merge:
        """Both together, with what was chosen where they touch."""
        return merge(self.base, self.mine, self.theirs, self.choices)

    @property
    def places(self) -> list[tuple[Touching, str]]:
        """Where both changed the same words, with the side that is chosen so far."""
        return [(place, self.choices.get(place.key, "")) for place in self.merge.conflicts]

    @property
    def my_changes(self) -> tuple[Passage, ...]:
        """What the person who saves now has changed."""
        return difference(self.base, self.mine)

    @property
    def their_changes(self) -> tuple[Passage, ...]:
        """What the colleague has changed who saved first."""
        return difference(self.base, self.theirs)
