"""Files of pictures made for one test, honest and hostile."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import PIL.Image
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile


def encoded(kind: str, picture: PIL.Image.Image | None = None, **options: Any) -> bytes:
    data = BytesIO()
    (picture or PIL.Image.new("RGB", (40, 20), "teal")).save(data, kind, **options)
    return data.getvalue()


def noise(width: int, height: int) -> PIL.Image.Image:
    """A picture that no format can make small."""
    return PIL.Image.effect_noise((width, height), 90).convert("RGB")


def sent(data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


def jpeg() -> SimpleUploadedFile:
    return sent(encoded("JPEG"))


def moving(kind: str) -> bytes:
    frames = [PIL.Image.new("RGB", (9, 9), color) for color in ("red", "blue")]
    return encoded(kind, frames[0], save_all=True, append_images=frames[1:], duration=100)


def bomb(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that claims many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def stored() -> set[str]:
    """The names of all files that are kept now."""
    folder = Path(settings.MEDIA_ROOT)
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
