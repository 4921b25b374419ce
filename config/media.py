"""Where pictures are kept: in DATA_DIR/media, or in an S3-compatible bucket with copies there."""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.exceptions import ImproperlyConfigured

KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
_BUCKET = r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
_FOLDER = r"(/[\w-][\w.-]*)*/?"
_ENDPOINT = r"https?://([\w.-]+|\[[\da-fA-F:]+\])(:\d+)?/?"
_EXPECTED = (
    "MEDIA_STORAGE: expected s3://bucket or s3://bucket/folder, followed by ?endpoint=https://host and &region=name where they are needed; "
    f"the keys are {' and '.join(KEYS)}."
)


def storage(address: str) -> dict[str, Any]:
    """Django's setting for an address. Raises ImproperlyConfigured, which shows nothing of it: someone may have put a key there."""
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    try:
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError:
        raise ImproperlyConfigured(_EXPECTED) from None
    endpoint, region = asked.pop("endpoint", None), asked.pop("region", "us-east-1")
    is_good = re.fullmatch(_BUCKET, parts.netloc) and re.fullmatch(_FOLDER, parts.path) and not parts.fragment
    if parts.scheme != "s3" or not is_good or asked or (endpoint and not re.fullmatch(_ENDPOINT, endpoint)):
        raise ImproperlyConfigured(_EXPECTED)
    for key in KEYS:
        if not os.environ.get(key):
            raise ImproperlyConfigured(f"{key}: needed for the bucket that MEDIA_STORAGE names.")
    folder = parts.path.strip("/")
    options = {"name": parts.netloc, "folder": f"{folder}/" if folder else "", "endpoint": endpoint, "region": region}
    return {"BACKEND": "content.bucket.Bucket", "OPTIONS": options}
