import struct
import zlib
from io import BytesIO

import pytest
from openbadgeslib.ob3.verifier import OB3Verifier
from PIL import Image

from shouwang.honours.rendering import bake_medal, medal_png, read_credential

TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJpZCI6IjEifQ.c2lnbmF0dXJl"


@pytest.fixture
def baked() -> bytes:
    return bake_medal(medal_png("first-patrol"), TOKEN)


def test_what_was_baked_is_read_again(baked):
    assert read_credential(baked) == TOKEN


def test_strangers_software_reads_it_too(baked):
    assert OB3Verifier.extract_token_from_png(baked) == TOKEN


def test_pillow_reads_it_as_uncompressed_international_text(baked):
    with Image.open(BytesIO(baked)) as picture:
        picture.load()
        assert picture.text == {"openbadgecredential": TOKEN}


def test_the_pixels_stay_as_they_were_drawn(baked):
    with Image.open(BytesIO(baked)) as after, Image.open(BytesIO(medal_png("first-patrol"))) as before:
        assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


def test_a_second_credential_takes_the_place_of_the_first(baked):
    again = bake_medal(baked, TOKEN + "x")

    assert (read_credential(again), again.count(b"openbadgecredential")) == (TOKEN + "x", 1)


def test_a_medal_without_credential_has_none():
    assert read_credential(medal_png("first-patrol")) is None


def test_a_language_given_to_the_text_does_not_hide_it():
    body = b"openbadgecredential\0\0\0zh\0\xe5\x87\xad\0" + TOKEN.encode()

    assert read_credential(planted(body)) == TOKEN


def test_compressed_text_is_no_credential():
    assert read_credential(planted(b"openbadgecredential\0\1\0\0\0" + zlib.compress(TOKEN.encode()))) is None


def planted(body: bytes) -> bytes:
    """A medal with a chunk of text as anyone could put there."""
    chunk, png = b"iTXt" + body, medal_png("first-patrol")
    return png[:33] + struct.pack(">I", len(body)) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[33:]


def test_it_costs_the_token_and_a_small_frame(baked):
    assert len(baked) == len(medal_png("first-patrol")) + len(TOKEN) + 12 + len("openbadgecredential") + 5


def damaged(name: str, png: bytes) -> bytes:
    flipped = png[:-30] + bytes([png[-30] ^ 1]) + png[-29:]
    wild = png[:33] + struct.pack(">I", 0x7FFFFFFF) + png[37:]
    headless = png[:8] + png[33:]
    return {
        "not a png": b"GIF89a" + png,
        "cut": png[:-5],
        "cut between chunks": png[:-12],
        "stub": png[:40],
        "signature": png[:8],
        "flipped": flipped,
        "wild": wild,
        "headless": headless,
    }[name]


@pytest.mark.parametrize(
    "name", ["not a png", "cut", "cut between chunks", "stub", "signature", "flipped", "wild", "headless"]
)
def test_a_damaged_picture_is_refused(baked, name):
    with pytest.raises(ValueError, match="PNG"):
        read_credential(damaged(name, baked))


@pytest.mark.parametrize("body", [b"openbadgecredential\0\0\0en", b"openbadgecredential\0\0\0\0\0\xff\xfe"])
def test_a_chunk_that_only_pretends_is_refused(body):
    with pytest.raises(ValueError, match="PNG"):
        read_credential(planted(body))
