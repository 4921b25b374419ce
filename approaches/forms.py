"""The facts forms of approaches and concerns."""

from __future__ import annotations

from django import forms

from approaches.facts import SCALE
from approaches.narrowing import BOTH, QUESTIONS
from content.facts import FactsForm, LinesField, RowsField


def _side(name: str) -> forms.ChoiceField:
    """Which answers to a question of “Help me narrow it down” the approach fits in its usual form."""
    (question,) = (question for question in QUESTIONS if question.name == name)
    answers = [(option.trait, option.words) for option in question.options]
    return forms.ChoiceField(choices=[("", ""), *answers, (BOTH, "Either, or it depends")], label=f"Fits who answers: {question.words}")


class ApproachFacts(FactsForm):
    """What a reader compares: key facts, fit, and how the alliance is used."""

    tile = forms.CharField(max_length=70, label="One line for the home page")
    also = LinesField(required=False, each=60, label="Other names")
    works_on = forms.CharField(max_length=120, label="What it works on")
    session = forms.CharField(max_length=120, label="What a session feels like")
    length = forms.CharField(max_length=60, label="Usual length")
    rhythm = forms.CharField(max_length=60, label="Rhythm")
    structure = forms.CharField(max_length=60, label="Structure")
    between = forms.CharField(max_length=60, label="Between sessions")
    focus = forms.CharField(max_length=60, label="Main focus")
    format = forms.CharField(max_length=60, label="Format")
    may_suit = LinesField(label="It may suit you if", help_text="One a line, in lower case.")
    think_twice = LinesField(label="Think twice if", help_text="One a line, in lower case.")
    alliance = forms.CharField(max_length=240, label="How it uses the alliance", widget=forms.Textarea(attrs={"rows": 2}))
    fits_aim = _side("aim")
    fits_structure = _side("structure")
    fits_between = _side("between")
    fits_company = _side("company")


class EvidenceRow(FactsForm):
    """One approach for one concern; a rating without a source is not taken."""

    approach = forms.SlugField(label="Approach", help_text="The last part of its address, such as cbt.")
    form = forms.CharField(required=False, max_length=100, label="Form", help_text="Only when the sources rate one form, such as MBCT.")
    rating = forms.ChoiceField(choices=[("", ""), *((rating.key, rating.words) for rating in SCALE)])
    does = forms.CharField(max_length=160, label="What it does for this concern")
    basis = forms.CharField(max_length=900, label="Who says so", widget=forms.Textarea(attrs={"rows": 3}))
    caveat = forms.CharField(required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    sources = LinesField(each=40, help_text="Ids of sources, one a line.")


class ConcernFacts(FactsForm):
    """A concern in everyday words, when to get help sooner, and what research says of each approach."""

    everyday = LinesField(each=60, label="Everyday words", help_text="What a person might say or type, one a line.")
    notice = LinesField(label="What people notice")
    sooner = LinesField(each=260, label="Get help sooner if")
    evidence = RowsField(EvidenceRow, required=False, label="Evidence")
    questions = LinesField(label="Questions to bring")
