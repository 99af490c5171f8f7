import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image, PngImagePlugin

from shouwang.platform.blobs import Blobs
from tests.integration.recruitment.making import applicant, consent, draft, photo, problem, write

MEGABYTE = 1024 * 1024


@pytest.fixture
def person(world):
    person = world.sign_in("周㛃")
    consent(person)
    return person


def files(world) -> list[Path]:
    """Every file that is kept."""
    root = Path(world.house.settings.blobs.removeprefix("file://"))
    return [path for path in root.rglob("*") if path.is_file()]


def with_metadata() -> bytes:
    """A photo with a place, an author and a small picture inside."""
    exif = Image.Exif()
    exif[0x013B] = "planted author"
    exif.get_ifd(0x8825)[2] = (28.0, 30.0, 0.0)
    return photo(600, exif=exif, comment=b"planted comment")


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG whose header says so, whatever follows."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def animated() -> bytes:
    file = BytesIO()
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    return file.getvalue()


def text_bomb() -> bytes:
    """A PNG whose text unpacks to 100 MB."""
    return png(400, 400, chunk(b"zTXt", b"k\x00\x00" + zlib.compress(bytes(100 * MEGABYTE), 9)))


def profile_bomb() -> bytes:
    """A PNG whose colour profile unpacks to 100 MB."""
    return png(400, 400, chunk(b"iCCP", b"k\x00\x00" + zlib.compress(bytes(100 * MEGABYTE), 9)))


def swollen_jpeg(width: int, height: int) -> bytes:
    """A JPEG whose header claims another size."""
    raw = bytearray(photo(400))
    place = raw.index(b"\xff\xc0")
    raw[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(raw)


def hostile() -> Iterator[tuple[str, bytes]]:
    """Files that are no photo of anybody."""
    good, good_png = photo(400), photo(400, "PNG")
    yield "nothing", b""
    yield "one byte", b"\xff"
    yield "text", "我是照片".encode()
    yield "html", b"<html><script>alert(1)</script></html>"
    yield "svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield "pdf", b"%PDF-1.7\n%%EOF"
    yield "zip", b"PK\x03\x04" + bytes(200)
    yield "elf", b"\x7fELF" + bytes(200)
    yield "script", b"#!/bin/sh\nrm -rf /\n"
    yield "phar and jpeg's first bytes", b"\xff\xd8\xff\xe0<?php __HALT_COMPILER(); ?>"
    for kind in ("GIF", "BMP", "TIFF", "WEBP", "ICO", "PPM", "TGA", "PDF", "JPEG2000", "ICNS"):
        yield kind, photo(256, kind)
    yield "heic", struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic" + bytes(400)
    yield "avif", struct.pack(">I", 24) + b"ftypavif" + bytes(4) + b"mif1avif" + bytes(400)
    yield "eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 400 400\n(/etc/passwd) run\n%%EOF\n"
    yield "animated", animated()
    for part in (3, 20, 200, len(good) // 2):
        yield f"jpeg cut at {part}", good[:part]
    for part in (8, 33, 60, len(good_png) // 2):
        yield f"png cut at {part}", good_png[:part]
    yield "png without data", png(400, 400)
    yield "png with wrong data", png(400, 400, chunk(b"IDAT", zlib.compress(bytes(10))))
    yield "png with broken data", png(400, 400, chunk(b"IDAT", b"not zlib at all"))
    yield "png of 0 pixels", png(0, 0)
    yield "png of 4 gigapixels", png(65_535, 65_535, chunk(b"IDAT", zlib.compress(bytes(4_000_000), 9)))
    yield "png of 13 megapixels", photo(3_600, "PNG")
    yield "jpeg of 4 gigapixels", swollen_jpeg(65_500, 65_500)
    yield "jpeg of 13 megapixels", swollen_jpeg(4_200, 3_100)
    yield "text bomb", text_bomb()
    yield "profile bomb", profile_bomb()
    yield "too small", photo(199)


HOSTILE = dict(hostile())
TRY_ALL = r"""
import pathlib, re, sys
from shouwang.platform.photos import PhotoRefused, render_photo

taken = refused = 0
for path in pathlib.Path(sys.argv[1]).iterdir():
    try:
        render_photo(path.read_bytes())
        taken += 1
    except PhotoRefused:
        refused += 1
peak = re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path("/proc/self/status").read_text())[1]  # ours, not our parent's
print(taken, refused, peak)
"""


def test_hostile_files_are_refused_by_name_and_nothing_is_kept(world, person):
    answers = {name: problem(person.post("/v1/application/photo", data=raw)) for name, raw in HOSTILE.items()}

    assert answers == dict.fromkeys(HOSTILE, (400, "photo-refused"))
    assert problem(person.get("/v1/application")) == (404, "no-application")
    assert files(world) == []


def test_who_sends_an_original_from_an_apple_phone_is_told_what_to_do(person):
    answer = person.post("/v1/application/photo", data=HOSTILE["heic"])

    assert answer.json["detail"] == "这是 HEIC 格式，选照片时不要选「原图」，手机会转成 JPEG"


def test_neither_hostile_nor_the_largest_files_fill_the_memory(tmp_path):
    largest = [photo(3_547, "PNG", mode="RGBA", compress_level=1), photo(3_547, progressive=True)]
    for place, raw in enumerate([*largest, *HOSTILE.values()]):
        (tmp_path / f"{place:02d}").write_bytes(raw)

    tried = subprocess.run([sys.executable, "-c", TRY_ALL, tmp_path], capture_output=True, text=True, check=True)

    taken, refused, peak_kb = map(int, tried.stdout.split())
    assert (taken, refused) == (2, len(HOSTILE))
    assert refused >= 40
    assert peak_kb < 200 * 1024


def test_a_file_beyond_four_megabytes_is_not_even_read(person):
    refused = person.post("/v1/application/photo", data=bytes(4 * MEGABYTE + 1))

    assert problem(refused) == (413, "too-large")


@pytest.mark.parametrize("raw", [photo(400), photo(400, "PNG"), photo(2_500), with_metadata()])
def test_a_photo_is_kept_as_our_own_jpeg(world, person, raw):
    kept = person.post("/v1/application/photo", data=raw)

    assert (kept.status_code, kept.json["photo"], kept.json["version"]) == (200, True, 1)
    shown = person.get("/v1/application/photo")
    assert shown.headers["Content-Type"] == "image/jpeg"
    with Image.open(BytesIO(shown.data)) as image:
        assert (image.format, image.mode, max(image.size) <= 1200) == ("JPEG", "RGB", True)
        assert (dict(image.getexif()), "comment" in image.info) == ({}, False)
    assert [path.read_bytes() for path in files(world)] == [shown.data]


def test_nothing_of_the_file_that_was_sent_survives(world, person):
    marked = with_metadata() + b"planted tail <?php ?>"

    person.post("/v1/application/photo", data=marked)

    kept = files(world)[0].read_bytes()
    assert [word for word in (b"planted", b"php", b"Exif") if word in kept] == []


def test_a_text_in_a_png_does_not_survive(world, person):
    text = PngImagePlugin.PngInfo()
    text.add_text("author", "planted author")

    person.post("/v1/application/photo", data=photo(400, "PNG", pnginfo=text))

    assert b"planted" not in files(world)[0].read_bytes()


def test_a_photo_taken_sideways_stands_upright(person):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by a quarter
    file = BytesIO()
    Image.new("RGB", (800, 400), "teal").save(file, "JPEG", exif=exif)

    person.post("/v1/application/photo", data=file.getvalue())

    with Image.open(BytesIO(person.get("/v1/application/photo").data)) as image:
        assert image.size == (400, 800)


def test_a_second_photo_replaces_the_first(world, person):
    person.post("/v1/application/photo", data=photo(400))

    again = person.post("/v1/application/photo", data=photo(500))

    assert (again.json["version"], len(files(world))) == (2, 1)


def test_a_photo_needs_the_consent_for_documents(world):
    person = world.sign_in("外人")
    consent(person, "service")

    assert problem(person.post("/v1/application/photo", data=photo())) == (403, "application-consent-missing")


def test_a_photo_cannot_be_exchanged_once_the_form_is_handed_in(world):
    person, _ = applicant(world, "周㛃", 7)
    before = person.get("/v1/application/photo").data

    refused = person.post("/v1/application/photo", data=photo(500))

    assert problem(refused) == (409, "not-editable")
    assert person.get("/v1/application/photo").data == before


def test_who_has_sent_no_photo_has_none_to_see(world, person):
    person.put("/v1/application", {"version": 0, "fields": {"name": "周㛃"}})

    assert problem(person.get("/v1/application/photo")) == (404, "no-photo")
    assert draft(world, "罗小满", 8)[0].get("/v1/application/photo").status_code == 200


class Meanwhile:
    """Files beside which something else happens, once, while one is being kept."""

    def __init__(self, kept: Blobs, happens: Callable[[], object]) -> None:
        self.kept = kept
        self.coming = [happens]

    def put(self, key: str, content: bytes, content_type: str) -> None:
        self.kept.put(key, content, content_type)
        while self.coming:
            self.coming.pop()()

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def delete(self, key: str) -> None:
        self.kept.delete(key)


def test_a_photo_and_a_field_from_another_phone_at_the_same_moment_are_both_kept(world, person):
    write(person, name="周㛃")
    blobs = Meanwhile(world.house.blobs, lambda: write(person, 1, community="塘头社区"))
    applications = replace(world.house.applications, blobs=blobs)
    actor = world.house.callers.authenticate(person.token)

    kept = applications.add_photo(actor, photo()).application

    assert (kept.version, dict(kept.fields), bool(kept.photo)) == (3, {"name": "周㛃", "community": "塘头社区"}, True)
    assert len(files(world)) == 1
