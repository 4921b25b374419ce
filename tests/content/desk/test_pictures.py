"""A picture is made anew from its pixels: upright, in the web's colours, in the widths of the layout, without anything else."""

from __future__ import annotations

from io import BytesIO

import PIL.Image
import PIL.ImageCms
import pytest

from content.desk.pictures import BadPicture, Made, made_anew
from tests.content.files import bomb, encoded, moving, noise

RED, BLUE = (255, 0, 0), (0, 0, 255)


def largest(made: Made) -> PIL.Image.Image:
    return PIL.Image.open(BytesIO(made.files[made.width]))


def made(data: bytes) -> Made:
    return made_anew(BytesIO(data))


def color(picture: PIL.Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = picture.convert("RGBA").getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def near(picture: PIL.Image.Image, at: tuple[int, int], wanted: tuple[int, ...], within: int = 12) -> bool:
    return all(abs(is_ - should) <= within for is_, should in zip(color(picture, *at), wanted, strict=False))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_kind_that_is_taken_becomes_webp(kind: str) -> None:
    picture = largest(made(encoded(kind)))
    assert (picture.format, picture.size) == ("WEBP", (40, 20))
    assert near(picture, (20, 10), (0, 128, 128))


@pytest.mark.parametrize(("width", "widths"), [(3000, [400, 800, 1216]), (1216, [400, 800, 1216]), (1000, [400, 800, 1000]), (400, [400]), (1, [1])])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_there_is_a_file_for_each_width_of_the_layout_and_none_is_enlarged(width: int, widths: list[int], kind: str) -> None:
    anew = made(encoded(kind, PIL.Image.new("RGB", (width, 600), "teal")))
    assert list(anew.files) == widths
    assert anew.width == widths[-1]
    for size, data in anew.files.items():
        assert PIL.Image.open(BytesIO(data)).size == (size, pytest.approx(600 * size / width, abs=1))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright_whichever_way_the_camera_was_held(orientation: int) -> None:
    upright = PIL.Image.new("RGB", (64, 32), "white")
    upright.paste(RED, (0, 0, 16, 16))
    upright.paste(BLUE, (48, 0, 64, 16))
    # What the camera wrote: the upright picture turned back.
    backwards = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    shot = upright.transpose(PIL.Image.Transpose(backwards[orientation])) if orientation > 1 else upright
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    picture = largest(made(encoded("JPEG", shot, exif=exif, quality=95, subsampling=0)))
    assert picture.size == (64, 32)
    assert near(picture, (6, 6), RED, 40)
    assert near(picture, (57, 6), BLUE, 40)
    assert near(picture, (32, 26), (255, 255, 255), 40)
    assert not picture.getexif()


def test_nothing_is_left_of_where_a_photo_was_taken_or_what_was_written_into_it() -> None:
    exif = PIL.Image.Exif()
    exif[0x010E] = "A private description"
    exif.get_ifd(0x8825)[1] = "N"
    profile = PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB")).tobytes()
    files = [
        encoded("JPEG", exif=exif, comment=b"A private comment", icc_profile=b"A private profile"),
        encoded("WEBP", exif=exif, xmp=b"<x>private</x>", icc_profile=profile),
        encoded("GIF", comment=b"private <script>alert(1)</script>"),
        encoded("JPEG") + b"private <script>alert(1)</script>",
        encoded("PNG", exif=exif) + b"private <?php",
    ]
    for data in files:
        for made_of_it in made(data).files.values():
            picture = PIL.Image.open(BytesIO(made_of_it))
            assert not set(picture.info) & {"exif", "xmp", "icc_profile", "comment"}
            assert b"private" not in made_of_it
            assert b"script" not in made_of_it


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "I;16"])
def test_every_mode_of_png_keeps_its_light(mode: str) -> None:
    picture = PIL.Image.new("L", (8, 8), 128).convert(mode) if mode != "I;16" else PIL.Image.new("I;16", (8, 8), 128 * 256)
    assert mode == "1" or near(largest(made(encoded("PNG", picture))), (0, 0), (128, 128, 128), 3)


def test_what_is_see_through_stays_see_through() -> None:
    palette = PIL.Image.new("P", (8, 8), 1)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    palette.paste(0, (0, 0, 4, 8))
    drawn = {
        "RGBA": encoded("PNG", PIL.Image.new("RGBA", (8, 8), (0, 0, 0, 0))),
        "palette": encoded("PNG", palette, transparency=0),
        "GIF": encoded("GIF", palette, transparency=0),
        "RGB": encoded("PNG", PIL.Image.new("RGB", (8, 8), "black"), transparency=(0, 0, 0)),
        "L": encoded("PNG", PIL.Image.new("L", (8, 8), 0), transparency=0),
    }
    for name, data in drawn.items():
        assert color(largest(made(data)), 1, 1)[3] == 0, name
    assert color(largest(made(drawn["palette"])), 6, 1) == (255, 0, 0, 255)


def test_sixteen_bit_gray_that_is_partly_see_through_is_taken() -> None:
    assert near(largest(made(encoded("PNG", PIL.Image.new("I;16", (8, 8), 128 * 256), transparency=5))), (0, 0), (128, 128, 128), 3)


def test_a_photo_for_print_comes_out_in_colours_of_the_web() -> None:
    picture = largest(made(encoded("JPEG", PIL.Image.new("CMYK", (40, 20), (0, 255, 255, 0)))))
    assert near(picture, (20, 10), RED, 30)


def test_colours_are_read_by_the_profile_that_the_file_brings() -> None:
    lab = PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("LAB")).tobytes()
    srgb = PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tmp1").replace(b"bXYZ", b"rXYZ").replace(b"tmp1", b"bXYZ")  # red is blue, and blue is red
    assert near(largest(made(encoded("JPEG", PIL.Image.new("RGB", (40, 20), "red"), icc_profile=swapped))), (20, 10), BLUE, 30)
    see_through = encoded("PNG", PIL.Image.new("RGBA", (40, 20), (255, 0, 0, 80)), icc_profile=swapped)
    assert near(largest(made(see_through)), (20, 10), (0, 0, 255, 80), 30)
    for unfit in (b"", b"no profile at all", lab, srgb[:200], swapped.replace(b"RGB ", b"GRAY")):
        assert near(largest(made(encoded("JPEG", PIL.Image.new("RGB", (40, 20), "red"), icc_profile=unfit))), (20, 10), RED, 30), unfit[:20]


def test_a_phones_second_view_is_left_out() -> None:
    views = [PIL.Image.new("RGB", (40, 20), color) for color in ("red", "blue")]
    picture = largest(made(encoded("MPO", views[0], save_all=True, append_images=views[1:])))
    assert near(picture, (20, 10), RED, 30)


def test_fine_lines_of_a_drawing_stay_exact() -> None:
    drawing = PIL.Image.new("RGB", (300, 300), "white")
    for at in range(0, 300, 4):
        drawing.paste((200, 0, 40), (at, 0, at + 1, 300))
    assert largest(made(encoded("PNG", drawing))).tobytes() == drawing.tobytes()


NOT_SHOWN = "not a picture that pages can show"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NOT_SHOWN),
        (b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>", NOT_SHOWN),
        (b"<!doctype html><script>alert(1)</script>", NOT_SHOWN),
        (b"", NOT_SHOWN),
        (b"\x00" * 5000, NOT_SHOWN),
        (b"GIF89a", "picture"),
        (b"GIF89a/*<svg/onload=alert(1)>*/=1;", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\x89PNG\r\n\x1a\n" + b"nothing like it" * 9, "picture"),
        (b"%PDF-1.7\n" + encoded("JPEG"), NOT_SHOWN),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(r) file", NOT_SHOWN),
        (b"push graphic-context\nviewbox 0 0 9 9\nfill 'url(https://example.org/)'", NOT_SHOWN),
        *((encoded(kind), NOT_SHOWN) for kind in ("BMP", "ICO", "TIFF", "PDF", "EPS", "TGA", "PPM", "JPEG2000")),
        (encoded("JPEG", noise(300, 300))[:9000], "damaged"),
        (encoded("JPEG", noise(4000, 300))[:-90000], "damaged"),
        (encoded("PNG", noise(300, 300))[:9000], "damaged"),
        (encoded("GIF", noise(300, 300))[:9000], "damaged"),
        (encoded("WEBP", noise(300, 300))[:3000], "picture"),
        (moving("GIF"), "moves"),
        (moving("PNG"), "moves"),
        (moving("WEBP"), "moves"),
        (bomb(20_000, 20_000), "24 million pixels"),
        (bomb(14_000, 12_000), "24 million pixels"),
        (bomb(2**31 - 1, 2**31 - 1), "24 million pixels"),
        (bomb(24_000_000, 1), "16,383 pixels"),
        (bomb(1, 16_384), "16,383 pixels"),
        (bomb(0, 9), "picture"),
        (encoded("PNG", PIL.Image.new("1", (6000, 4001))), "24 million pixels"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_still_picture_of_a_bearable_size_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(BadPicture, match=words):
        made(data)


@pytest.mark.parametrize("size", [(6000, 4000), (16_383, 1), (1, 16_383)])
def test_the_largest_picture_that_is_taken_is_taken(size: tuple[int, int]) -> None:
    width = min(size[0], 1216)
    assert (made(encoded("PNG", PIL.Image.new("1", size))).width) == width


def test_no_damaged_byte_does_more_than_refuse() -> None:
    whole = {kind: encoded(kind, noise(30, 20)) for kind in ("JPEG", "PNG", "GIF", "WEBP")}
    for data in whole.values():
        for at in range(0, min(len(data), 900), 7):
            broken = bytearray(data)
            broken[at] ^= 0xFF
            try:
                anew = made(bytes(broken))
            except BadPicture:
                continue
            assert anew.width * anew.height <= 24_000_000
