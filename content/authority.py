"""Who may do what to a page: permissions, the license of a reviewer, and four eyes."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, User

from content.models import Profile, Revision, SiteSettings

# None is the system itself: an import by someone who has the machine, or the clock that keeps an agreed time.
Actor = User | AbstractBaseUser | None


class NotAllowed(PermissionError):
    """The person may not do this; says why in a sentence."""


def require(by: Actor, permission: str) -> None:
    """Raises NotAllowed unless the actor has this permission of the content app, such as `change_page`. The system has every one."""
    if by is not None and not (isinstance(by, User) and by.is_active and by.has_perm(f"content.{permission}")):
        raise NotAllowed("Your account may not do this. Someone who looks after the accounts can change that.")


def licensed(by: User, today: date) -> Profile:
    """The reviewer's profile, with a licence that runs today. Raises NotAllowed."""
    profile = Profile.objects.filter(user=by).first()
    if profile is None or not profile.licence:
        raise NotAllowed("Your license is not on your profile yet. Signing off needs it, because readers see it.")
    if not profile.is_licensed_on(today):
        raise NotAllowed("The license on your profile has expired, or has no date. Please have it brought up to date before you sign off.")
    return profile


def wrote(by: User, revision: Revision, rules: SiteSettings) -> bool:
    """Whether the reviewer is the author. Raises NotAllowed if so, where the practice wants four eyes."""
    own = revision.author_id == by.pk
    if own and rules.four_eyes:
        raise NotAllowed("You wrote this version yourself, so another clinical reviewer has to sign it off.")
    return own


def account(by: Actor) -> User | None:
    """The person to name as author or in the log; none for the system."""
    return by if isinstance(by, User) else None
