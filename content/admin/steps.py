"""Review and publish: the one place where a page takes its next step, with what changes for its readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone

from content import workflow
from content.lint import Finding
from content.models import Page, Revision, Stage


class StepForm(forms.Form):
    """What every step may be given: the version that the person saw, and words for colleagues."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(required=False, max_length=1000, label="A note for your colleagues", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, page: Page, prefix: str, reasons: Mapping[str, str] | None = None) -> None:
        self.page = page
        super().__init__(data, prefix=prefix, initial={"revision": page.latest_revision_id})
        if self.asks_reasons:
            for rule, question in (reasons or {}).items():
                self.fields[f"reason-{rule}"] = forms.CharField(max_length=500, label=question, widget=forms.Textarea(attrs={"rows": 2}))

    asks_reasons = False

    def clean_revision(self) -> Revision:
        """The version, if it is one of this page."""
        revision = self.page.revisions.filter(pk=self.cleaned_data["revision"]).first()
        if revision is None:
            raise forms.ValidationError("This version is not one of this page.")
        return revision

    @property
    def reasons(self) -> dict[str, str]:
        """The written reasons, by rule."""
        return {name.removeprefix("reason-"): value for name, value in self.cleaned_data.items() if name.startswith("reason-")}


class SignOffForm(StepForm):
    """A clinician's word."""

    read = forms.BooleanField(label="I have read this version as readers will see it, and stand by it with my name and license.")
    field_order = ("revision", "read", "why")


class SendBackForm(StepForm):
    """Back to the author, never without words."""

    why = forms.CharField(max_length=1000, label="What should change", widget=forms.Textarea(attrs={"rows": 3}))


class PublishForm(StepForm):
    """Now."""

    asks_reasons = True


class ScheduleForm(StepForm):
    """At a time to come."""

    asks_reasons = True
    at = forms.DateTimeField(label="Goes live on", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
    field_order = ("revision", "at", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].help_text = f"In {timezone.get_current_timezone_name()} time."


class WithdrawForm(StepForm):
    """Off the site."""

    to = forms.ModelChoiceField(
        Page.objects.none(),
        required=False,
        label="Send readers to",
        empty_label="No other page: say that it is gone",
        help_text="Choose a page that takes its place, if there is one.",
    )
    field_order = ("revision", "to", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: Any = self.fields["to"]
        others.queryset = Page.objects.published().in_language(self.page.language).exclude(pk=self.page.pk)


def questions(stops: Sequence[Finding]) -> dict[str, str]:
    """What to ask about the findings that a written reason can lift, by rule."""
    return {stop.rule: f"The checks say: {stop.message} Why publish it all the same?" for stop in stops if stop.may_be_justified}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done to a page from here: for whom, when, with what form, and what it says afterwards."""

    name: str
    label: str
    permission: str
    is_open: Callable[[Page], bool]
    take: Callable[[Page, Any, User], object]
    done: str
    form: type[StepForm] = StepForm
    explains: str = ""
    is_main: bool = True


def _may_go_live(page: Page) -> bool:
    return page.latest_revision is not None and page.stage in {Stage.SIGNED_OFF, Stage.SCHEDULED}


STEPS = (
    Step(
        "submit",
        "Send for review",
        "content.change_page",
        lambda page: page.stage == Stage.DRAFT and page.latest_revision is not None,
        lambda page, form, by: workflow.submit(page, by=by, why=form.cleaned_data["why"]),
        "Sent for review.",
    ),
    Step(
        "sign-off",
        "Sign off",
        "content.sign_off_page",
        lambda page: page.stage in {Stage.IN_REVIEW, Stage.PUBLISHED} and page.latest_revision is not None,
        lambda page, form, by: workflow.sign_off(page, form.cleaned_data["revision"], by=by, why=form.cleaned_data["why"]),
        "Signed off.",
        SignOffForm,
        "Your name and license then stand under the page once this version is live, with the date of the next review.",
    ),
    Step(
        "send-back",
        "Send back",
        "content.sign_off_page",
        lambda page: page.stage == Stage.IN_REVIEW,
        lambda page, form, by: workflow.send_back(page, by=by, why=form.cleaned_data["why"]),
        "Sent back to the author.",
        SendBackForm,
    ),
    Step(
        "publish",
        "Publish now",
        "content.publish_page",
        _may_go_live,
        lambda page, form, by: workflow.publish(page, form.cleaned_data["revision"], by=by, reasons=form.reasons),
        "Published. Readers see this version now.",
        PublishForm,
    ),
    Step(
        "schedule",
        "Schedule",
        "content.publish_page",
        _may_go_live,
        lambda page, form, by: workflow.schedule(page, form.cleaned_data["revision"], form.cleaned_data["at"], by=by, reasons=form.reasons),
        "Scheduled. It goes live by itself.",
        ScheduleForm,
        "It goes live by itself at that time, whatever is written meanwhile.",
    ),
    Step(
        "unschedule",
        "Call the schedule off",
        "content.publish_page",
        lambda page: page.scheduled_revision_id is not None,
        lambda page, form, by: workflow.unschedule(page, by=by, why=form.cleaned_data["why"]),
        "Called off. Nothing goes live by itself.",
        is_main=False,
    ),
    Step(
        "withdraw",
        "Withdraw this page",
        "content.publish_page",
        lambda page: page.is_published,
        lambda page, form, by: workflow.withdraw(
            page, by=by, to=form.cleaned_data["to"].path if form.cleaned_data["to"] else "", why=form.cleaned_data["why"]
        ),
        "Withdrawn. Readers can no longer open it.",
        WithdrawForm,
        "Readers can no longer open it, and search engines are told so. Its text and all of its versions stay here.",
        is_main=False,
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def open_to(user: User, page: Page, stops: Sequence[Finding]) -> Iterator[Step]:
    """The steps that a page can take now and that this person may take; none to the readers while something stops it for good."""
    is_stopped = any(not stop.may_be_justified for stop in stops)
    for step in STEPS:
        if step.is_open(page) and user.has_perm(step.permission) and not (is_stopped and step.form.asks_reasons):
            yield step
