"""Pictures: what is taken of a file, who sees it, and what the database lets in."""

import io
import re
import struct
import zlib

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from PIL import Image as Pillow

from courses.models import Image
from intake.images import LARGEST_FILE, LONGEST_SIDE, UnfitImageError, encode
from tests.factories import (
    CourseFactory,
    ImageFactory,
    LessonFactory,
    UserFactory,
    image_file,
    make_author,
    make_member,
)

ZIP_BEHIND = b"PK\x03\x04" + b"<script>alert(1)</script>"


def opened(content: bytes) -> Pillow.Image:
    return Pillow.open(io.BytesIO(content))


# --- What is taken of a file ----------------------------------------------------------------------
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_each_format_becomes_simple_webp(form: str) -> None:
    encoded = encode(image_file((40, 30), form))
    assert encoded.content[:4] == b"RIFF"
    assert encoded.content[8:15] == b"WEBPVP8"
    assert (encoded.width, encoded.height) == (40, 30) == opened(encoded.content).size


def test_a_stored_picture_is_kept_byte_for_byte() -> None:
    noise = Pillow.effect_noise((900, 700), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    once = encode(out.getvalue())
    assert once.content[8:16] == b"WEBPVP8 "  # it took loss to make it small
    assert encode(once.content) == once


@pytest.mark.parametrize("kind", [b"EXIF", b"JUNK", b"XMP "])
def test_a_stored_picture_with_more_behind_it_is_made_anew(kind: bytes) -> None:
    once = encode(image_file((40, 30), "PNG")).content
    behind = ZIP_BEHIND + b"\0" * (len(ZIP_BEHIND) % 2)
    chunk = kind + len(behind).to_bytes(4, "little") + behind
    size = len(once) - 8 + len(chunk)
    crafted = once[:4] + size.to_bytes(4, "little") + once[8:] + chunk
    assert ZIP_BEHIND in crafted
    assert encode(crafted).content == once


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_what_came_along_is_dropped(form: str) -> None:
    exif = Pillow.Exif()
    exif[0x010F] = "Camera of 홍길동"
    exif.get_ifd(0x8825)[1] = "N"
    data = image_file((40, 30), form, exif=exif, xmp=b"<x>where</x>") + ZIP_BEHIND
    assert b"Camera" in data
    content = encode(data).content
    assert not [
        word for word in (b"Camera", b"EXIF", b"Exif", b"where", b"script") if word in content
    ]
    assert int.from_bytes(content[4:8], "little") + 8 == len(content)


def test_a_photograph_taken_sideways_stands_upright() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    assert encode(image_file((40, 30), "JPEG", exif=exif)).height == 40


def test_of_a_photograph_with_another_behind_it_the_first_is_taken() -> None:
    first, second = Pillow.new("RGB", (40, 30), "red"), Pillow.new("RGB", (20, 20), "teal")
    exif = Pillow.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second], exif=exif)
    encoded = encode(out.getvalue())
    assert (encoded.width, encoded.height) == (30, 40)
    colours = opened(encoded.content).convert("RGB").resize((1, 1)).tobytes()
    assert colours[0] > 200 > 50 > colours[1]


def test_a_large_picture_is_made_as_small_as_a_page_needs() -> None:
    encoded = encode(image_file((4000, 1000), "JPEG"))
    assert (encoded.width, encoded.height) == (LONGEST_SIDE, 400)


def test_transparency_stays() -> None:
    content = encode(image_file(form="PNG", mode="RGBA", color=(0, 90, 90, 128))).content
    assert opened(content).convert("RGBA").getpixel((0, 0)) == (0, 90, 90, 128)


def test_sixteen_bits_of_grey_are_not_all_white() -> None:
    out = io.BytesIO()
    Pillow.new("I;16", (8, 6), 30000).save(out, "PNG")
    assert opened(encode(out.getvalue()).content).convert("L").getpixel((0, 0)) in range(112, 123)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100))


def gif_that_moves() -> bytes:
    frames = [Pillow.new("RGB", (8, 6), color) for color in ("red", "teal")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "그림"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "그림"),
        (b"%PDF-1.4", "그림"),
        (b"MZ" + b"\0" * 5000, "그림"),
        (image_file()[:40], "그림"),
        (image_file((300, 300), "JPEG")[:400], "그림"),
        (image_file(form="WEBP")[:30], "그림"),
        (png_of(30_000, 30_000), "화소"),
        (png_of(6_000, 6_000), "화소"),
        (png_of(400, 400), "그림"),
        (gif_that_moves(), "움직이는"),
        (b"\x89PNG" + b"0" * LARGEST_FILE, "10 MB"),
    ],
)
def test_what_is_no_picture_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnfitImageError, match=said):
        encode(data)


# --- Who sees it ----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_lesson_shows_it_to_who_may_read_the_course(client: Client) -> None:
    image = ImageFactory.create(name="board", alt="기판")
    lesson = LessonFactory.create(module__course=image.course, body="![](image:board)")
    assert lesson.body_html.startswith(
        f'<figure class="lms-figure"><img class="lms-image" src="{image.address}"'
    )
    assert client.get(image.address).status_code == 302
    client.force_login(UserFactory.create())
    assert client.get(image.address).status_code == 404
    client.force_login(make_member(image.course))
    response = client.get(image.address)
    assert response.status_code == 200
    assert response.content == image.content
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, max-age=3600"
    assert client.get(image.address.replace(image.digest, "0" * 64)).status_code == 404


@pytest.mark.django_db
def test_another_picture_has_another_address_and_texts_follow(client: Client) -> None:
    image = ImageFactory.create(name="board")
    lesson = LessonFactory.create(module__course=image.course, body="![](image:board)")
    before = image.address
    client.force_login(make_author())
    address = f"/admin/courses/image/{image.pk}/change/"
    shown = re.search(r'name="seen" value="([^"]+)"', client.get(address).text)
    assert shown
    file = io.BytesIO(image_file(color="red"))
    client.post(address, {"seen": shown[1], "alt": "기판", "file": file})
    lesson.refresh_from_db()
    image = Image.objects.get()
    assert image.address != before
    assert image.address in lesson.body_html
    assert 'alt="기판"' in lesson.body_html


# --- What the database lets in --------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("content = '<svg/>'", "image_is_simple_webp"),
        (r"content = '\x89504e47'", "image_is_simple_webp"),
        (
            r"content = '\x52494646000000005745425056503858'::bytea",  # WebP that may hold more
            "image_is_simple_webp",
        ),
        ("content = content || decode(repeat('00', 3000000), 'hex')", "image_is_simple_webp"),
        ("alt = ' \u200b '", "image_has_a_text_alternative"),
        ("width = 0", "image_has_a_size"),
        ("name = 'other'", "image_name_once_per_course"),
    ],
)
def test_the_database_refuses(change: str, rule: str) -> None:
    course = CourseFactory.create()
    ImageFactory.create(course=course, name="other")
    image = ImageFactory.create(course=course)
    with (
        connection.cursor() as cursor,
        pytest.raises(IntegrityError, match=rule),
        transaction.atomic(),
    ):
        cursor.execute(f"UPDATE courses_image SET {change} WHERE id = {image.pk}")
