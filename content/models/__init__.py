"""The tables of the content app: pages, what they draw on, and the records of the desk."""

from content.models.clarity import Clarity
from content.models.desk import Autosave, Event, Presence, Profile, SignOff, SiteSettings, Verb
from content.models.library import Image, Mention, Source
from content.models.links import LinkCheck
from content.models.pages import LIVE_FIELDS, Page, PageQuerySet, Redirect, Revision, Stage, Status, address, document_of, live_values
from content.models.publication import Publication

__all__ = [
    "LIVE_FIELDS",
    "Autosave",
    "Clarity",
    "Event",
    "Image",
    "LinkCheck",
    "Mention",
    "Page",
    "PageQuerySet",
    "Presence",
    "Profile",
    "Publication",
    "Redirect",
    "Revision",
    "SignOff",
    "SiteSettings",
    "Source",
    "Stage",
    "Status",
    "Verb",
    "address",
    "document_of",
    "live_values",
]
