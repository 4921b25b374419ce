"""The facts forms of the kinds that content owns: page, term, practice."""

from __future__ import annotations

from django import forms

from content.facts import FactsForm, LinesField, RowsField


class PageFacts(FactsForm):
    """An ordinary page; with `contents` it is a long read with a numbered list of its parts."""

    contents = forms.BooleanField(required=False, label="Show a contents list")


class TermFacts(FactsForm):
    """A word of the glossary."""

    definition = forms.CharField(
        max_length=220, widget=forms.Textarea(attrs={"rows": 3}), help_text="One or two short sentences, shown in a small box."
    )
    also = LinesField(required=False, each=60, label="Other forms", help_text="Abbreviations and other names, one a line.")
    see = LinesField(required=False, each=100, help_text="Addresses of pages about it, one a line, such as /approaches/cbt/.")


class SheetRow(FactsForm):
    """One field of a sheet to write on."""

    label = forms.CharField(max_length=100)
    hint = forms.CharField(required=False, max_length=220)


class PracticeFacts(FactsForm):
    """An exercise, with its cautions always beside it."""

    time = forms.CharField(max_length=60)
    posture = forms.CharField(max_length=120, required=False)
    cautions = LinesField(each=320)
    circles = forms.BooleanField(required=False, label="Show the breathing circles")
    guided = forms.BooleanField(
        required=False,
        label="Guide through the numbered steps",
        help_text="A time in a step's bold words, such as **Settle, about 20 seconds.**, lets the guide go on by itself.",
    )
    sheet = RowsField(SheetRow, required=False, label="Sheet to write on", help_text="Its fields in order. Place it in the text with {sheet}.")
