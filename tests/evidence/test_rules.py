"""Which files are taken, and how pictures are opened."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from caseapp.evidence import pictures, rules, services
from caseapp.evidence.rules import FileRefused

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 12
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8


def picture(kind="JPEG", size=(40, 30), **options):
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def huge_png(width=13_000, height=13_000):
    """Make a small PNG that says it is 169 million points large."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width // 8 + 1) * 200))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("a.jpg", JPEG, "image/jpeg"),
        ("A.JPEG", JPEG, "image/jpeg"),
        ("a.png", PNG, "image/png"),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        ("үкім.pdf", b"%PDF-1.7", "application/pdf"),
        ("a.mp3", b"ID3\x04", "audio/mpeg"),
        ("a.mp3", b"\xff\xfb\x90\x00", "audio/mpeg"),
        ("a.ogg", b"OggS\0", "audio/ogg"),
        ("a.mp4", b"\0\0\0\x20ftypisom", "video/mp4"),
    ],
)
def test_a_file_is_known_by_its_bytes_and_its_name(name, head, media_type):
    assert rules.format_of(name, head, 1000).media_type == media_type


@pytest.mark.parametrize(
    ("name", "head", "size", "sentence"),
    [
        ("a.jpg", b"<html>", 6, rules.NAMED_WRONGLY),
        ("a.png", b"%PDF-1.7", 1000, rules.NAMED_WRONGLY),
        ("a.jpg", PNG, 1000, rules.NAMED_WRONGLY),
        ("a.jpg.exe", JPEG, 1000, rules.NAMED_WRONGLY),
        ("a", JPEG, 1000, rules.NAMED_WRONGLY),
        ("a.html", b"<html>", 6, rules.UNKNOWN),
        ("a.svg", b"<svg xmlns", 60, rules.UNKNOWN),
        ("a.zip", b"PK\x03\x04", 60, rules.UNKNOWN),
        ("a.jpg", b"", 0, rules.EMPTY),
        ("a.jpg", JPEG, rules.MAX_BYTES + 1, rules.TOO_LARGE),
    ],
)
def test_other_files_are_refused_with_a_sentence(name, head, size, sentence):
    with pytest.raises(FileRefused) as refused:
        rules.format_of(name, head, size)
    assert refused.value.sentence is sentence


def test_exactly_twenty_megabytes_are_taken():
    assert rules.format_of("a.pdf", b"%PDF-1.7", rules.MAX_BYTES)


def test_a_picture_that_unpacks_to_too_much_is_refused():
    bomb = huge_png()
    assert len(bomb) < 30_000
    with pytest.raises(FileRefused) as refused:
        services.ensure_accepted(BytesIO(bomb), "bomb.png")
    assert refused.value.sentence is rules.TOO_MANY_PIXELS


@pytest.mark.parametrize("cut", [20, 60, 200, -40])
def test_a_damaged_picture_is_refused_and_not_a_crash(cut):
    with pytest.raises(FileRefused) as refused:
        services.ensure_accepted(BytesIO(picture(size=(300, 300))[:cut]), "a.jpg")
    assert refused.value.sentence is rules.UNREADABLE


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_pictures_are_taken_and_drawn_again_small_and_bare(kind, ending):
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    sent = picture(kind, (2400, 1000), exif=exif)
    assert services.ensure_accepted(BytesIO(sent), f"a.{ending}").is_picture
    drawn = pictures.copy_without_metadata(BytesIO(sent))
    assert b"Secret" in sent
    assert b"Secret" not in drawn
    with Image.open(BytesIO(drawn)) as copy:
        assert copy.size == (1200, 500)
        assert not copy.getexif()


def test_holes_in_a_picture_are_white():
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(pictures.copy_without_metadata(out))) as copy:
        assert copy.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\фото.jpg", "фото.jpg"),
        ("a\r\nb.jpg", "ab.jpg"),
        ("", "file"),
        ("x" * 300 + ".jpg", "x" * 196 + ".jpg"),
    ],
)
def test_a_file_name_is_only_a_name(given, kept):
    assert rules.plain_name(given) == kept
