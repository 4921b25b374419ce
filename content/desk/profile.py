"""Everyone's own profile: the name that readers see, and whether mails are wanted. The license is a superuser's to enter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from content.models import Profile


class OwnProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no parameter at run time
    """What people may change themselves."""

    class Meta:
        model = Profile
        fields = ("name", "wants_mail")
        labels = {"name": "Your name"}
        help_texts = {"name": "As readers see it under the pages that you have reviewed."}


def own(request: HttpRequest, frame: dict[str, Any]) -> HttpResponse:
    """The form of the person who asks; saves it. Raises PermissionDenied for someone who is not signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    profile = Profile.objects.filter(user=request.user).first() or Profile(user=request.user, name=request.user.get_full_name())
    form = OwnProfileForm(request.POST or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Your profile is saved.")
        return HttpResponseRedirect(reverse("admin:profile"))
    return render(request, "admin/profile.html", frame | {"title": "Your profile", "form": form, "profile": profile})
