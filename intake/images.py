"""Pictures as they are stored: decoded, made small enough for a page, and written anew.

What is stored is WebP of the simple format, which has no room for anything but the picture: no
EXIF, no place where it was taken, no second file behind the first.
"""

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# Phones put a second picture, such as a map of depths, behind the first: Pillow calls those MPO.
PHOTOGRAPHS = ("JPEG", "MPO")
LARGEST_FILE = 10 * 1024 * 1024
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 1600  # pixels: the column of text at twice its width
LARGEST_LOSSLESS = 400_000  # bytes
LARGEST_STORED = 3_000_000  # bytes
QUALITY = 82
HEAD = 20  # bytes: the file's own, and those of its first chunk
SIGNATURES = (b"WEBPVP8 ", b"WEBPVP8L")
# What Pillow raises on files that are not what they seem.
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError)
_BOMBS = (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning)


class UnfitImageError(Exception):
    """The file is no picture that is taken; the message says why in a sentence."""


@dataclass(frozen=True)
class Encoded:
    """A picture as it is stored; width and height in pixels."""

    content: bytes
    width: int
    height: int


def encode(data: bytes) -> Encoded:
    """The picture in a file, told by its content; `UnfitImageError` says what is wrong with it.

    One that is stored already comes back as it is, byte for byte.
    """
    if len(data) > LARGEST_FILE:
        raise UnfitImageError(_("The picture has more than 10 MB."))
    try:
        with Pillow.open(io.BytesIO(data), formats=FORMATS) as image:
            _check(image)
            if _is_as_stored(data, image):
                image.load()
                return Encoded(data, *image.size)
            is_photograph = image.format in PHOTOGRAPHS
            small = _prepared(image)
    except _BOMBS as error:
        raise _too_many_pixels() from error
    except _UNREADABLE as error:
        raise UnfitImageError(
            _("This is no picture that can be read: take PNG, JPEG, WebP or GIF.")
        ) from error
    return Encoded(_written(small, is_photograph=is_photograph), *small.size)


def _check(image: Pillow.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    if getattr(image, "is_animated", False) and image.format not in PHOTOGRAPHS:
        raise UnfitImageError(_("A picture that moves is not taken: save one frame of it."))


def _too_many_pixels() -> UnfitImageError:
    return UnfitImageError(_("The picture has more than 24 million pixels: make it smaller first."))


def _is_as_stored(data: bytes, image: Pillow.Image) -> bool:
    return (
        data[:4] == b"RIFF"
        and data[8:16] in SIGNATURES
        and int.from_bytes(data[4:8], "little") + 8 == len(data) <= LARGEST_STORED
        and _is_one_chunk(data)
        and max(image.size) <= LONGEST_SIDE
    )


def _is_one_chunk(data: bytes) -> bool:
    """Behind the picture nothing stands, such as where it was taken or a second file."""
    size = int.from_bytes(data[16:20], "little")
    return HEAD + size + size % 2 == len(data)


def _prepared(image: Pillow.Image) -> Pillow.Image:
    """Upright, in sRGB, no longer than a page needs, and without what came along."""
    turned = image.getexif().get(0x0112)  # how it is to be turned
    profile = image.info.get("icc_profile")
    image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    has_alpha = image.has_transparency_data
    image = _in_srgb(image, profile, "RGBA" if has_alpha else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    if turned:
        image.getexif()[0x0112] = turned
        image = ImageOps.exif_transpose(image)
    if has_alpha and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    image.info = {}
    return image


def _in_srgb(image: Pillow.Image, profile: bytes | None, mode: str) -> Pillow.Image:
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            there = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, there, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None  # A broken profile says nothing of the colours.
        if converted is not None:
            return converted
    return image.convert(mode)


def _written(image: Pillow.Image, *, is_photograph: bool) -> bytes:
    """Without loss where that is small, as drawings are; else as photographs are written."""
    if not is_photograph:  # Of those, the try without loss takes the most time and is never small.
        content = _webp(image, lossless=True)
        if len(content) <= LARGEST_LOSSLESS:
            return content
    if image.mode == "RGBA":
        ground = Pillow.new("RGBA", image.size, "white")
        image = Pillow.alpha_composite(ground, image).convert("RGB")
    return _webp(image, lossless=False)


def _webp(image: Pillow.Image, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    quality = 75 if lossless else QUALITY  # without loss it is the effort, not the likeness
    image.save(out, "WEBP", lossless=lossless, quality=quality, method=4, exact=False)
    return out.getvalue()
