"""Makes what pages show out of a file that someone sent: the pixels alone, upright, as WebP in the widths of the layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

# Pillow takes ten megabytes of memory, which a process that is sent no picture does without: the functions that need it load it.
if TYPE_CHECKING:
    import PIL.Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 16_383  # of a WebP file
# In pixels: a phone's column; the same, or a narrow column, at twice the density; the reading column of 38rem at twice the density.
WIDTHS = (400, 800, 1216)


class BadPicture(ValueError):
    """A file that is no picture we take: says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Made:
    """A picture made anew: one WebP file a width, the narrowest first. All hold the same picture; sizes in pixels."""

    width: int
    height: int
    files: Mapping[int, bytes]


def made_anew(file: IO[bytes]) -> Made:
    """The picture in a file, turned upright, its colours as sRGB: nothing else of what was sent is left. Raises BadPicture."""
    import PIL.Image

    try:
        with PIL.Image.open(file, formats=FORMATS) as picture:
            _check(picture)
            picture.verify()
        file.seek(0)
        with PIL.Image.open(file, formats=FORMATS) as picture:
            return _encoded(_redrawn(picture), drawn=picture.format in {"PNG", "GIF"})
    except BadPicture:
        raise
    except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
        raise BadPicture(_TOO_MANY_PIXELS) from None
    except PIL.UnidentifiedImageError:
        raise BadPicture("This is not a picture that pages can show. Please use a JPEG, PNG, WebP or GIF file.") from None
    except Exception as error:  # Pillow's readers raise almost anything on bytes that are broken or hostile
        raise BadPicture("This picture is damaged and cannot be read to its end. Please save it again and retry.") from error


_TOO_MANY_PIXELS = f"This picture has more than {MOST_PIXELS // 1_000_000} million pixels. Please make it smaller first."


def _check(picture: PIL.Image.Image) -> None:
    """Before any pixel is decoded: a small file can hold enough of them to fill the memory."""
    if picture.width * picture.height > MOST_PIXELS:
        raise BadPicture(_TOO_MANY_PIXELS)
    if max(picture.size) > LONGEST_SIDE:
        raise BadPicture(f"This picture has a side of more than {LONGEST_SIDE:,} pixels. Please make it smaller, or cut it into parts.")
    # MPO is a phone's JPEG with a second view behind it, which is left out.
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise BadPicture("This picture moves. Please use one that stands still.")


def _redrawn(picture: PIL.Image.Image) -> PIL.Image.Image:
    """The picture upright in RGB or RGBA, no wider than the widest that pages show, with nothing beside its pixels."""
    import PIL.ImageOps

    picture.draft(None, (WIDTHS[-1], WIDTHS[-1]))  # a large JPEG is decoded at a half, a quarter or an eighth, if that is wide enough
    picture.load()
    profile = picture.info.get("icc_profile")
    PIL.ImageOps.exif_transpose(picture, in_place=True)
    plain = _plain(picture)
    if plain.width > WIDTHS[-1]:
        plain = _narrowed(plain, WIDTHS[-1])
    plain = _in_srgb(plain, profile)
    plain.info.clear()  # some writers copy comments, profiles and positions from here
    return plain


def _plain(picture: PIL.Image.Image) -> PIL.Image.Image:
    """In a mode that can be scaled: L, RGB, RGBA or CMYK."""
    if picture.mode.startswith("I"):  # 16 bits a gray; converting would cut the light half off instead of scaling it
        return picture.convert("I").point(lambda gray: gray / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else {"1": "L", "L": "L", "CMYK": "CMYK"}.get(picture.mode, "RGB")
    return picture if picture.mode == mode else picture.convert(mode)  # converting to the same would fill the memory with a copy


def _narrowed(picture: PIL.Image.Image, width: int) -> PIL.Image.Image:
    import PIL.Image

    return picture.resize((width, max(1, round(picture.height * width / picture.width))), PIL.Image.Resampling.LANCZOS)


def _in_srgb(picture: PIL.Image.Image, profile: Any) -> PIL.Image.Image:
    """What its profile says its colours are, or as they come if it has none that can be read: phones and print use others than the web."""
    import PIL.ImageCms

    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = PIL.ImageCms.ImageCmsProfile(BytesIO(profile))
            made = PIL.ImageCms.profileToProfile(picture, source, PIL.ImageCms.createProfile("sRGB"), outputMode=mode)
        except (PIL.ImageCms.PyCMSError, OSError, TypeError, ValueError):
            made = None
        if made is not None:
            return made
    return picture.convert(mode)


def _encoded(picture: PIL.Image.Image, *, drawn: bool) -> Made:
    """The file of each width; a picture is never enlarged."""
    narrower = [width for width in WIDTHS if width < picture.width]
    files = {width: _webp(_narrowed(picture, width), drawn=drawn) for width in narrower}
    files[picture.width] = _webp(picture, drawn=drawn)
    return Made(picture.width, picture.height, files)


def _webp(picture: PIL.Image.Image, *, drawn: bool) -> bytes:
    """One file. Of what may be a drawing, with flat colours and fine lines, the smaller of an exact and a photo's file."""
    made = BytesIO()
    picture.save(made, "WEBP", quality=82)
    if not drawn:
        return made.getvalue()
    exact = BytesIO()
    picture.save(exact, "WEBP", lossless=True)
    return min(exact.getvalue(), made.getvalue(), key=len)
