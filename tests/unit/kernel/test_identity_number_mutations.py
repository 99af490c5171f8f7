"""Numbers as pens, keyboards and scanners spoil them, judged by a second reading of the standard that shares no code."""

import random
import unicodedata
from collections import Counter
from datetime import date, datetime

import pytest

from shouwang.kernel.identity_number import IdentityNumberRefused, read_identity_number
from tests.tiers import count
from tests.unit.kernel.test_identity_number import TODAY, with_check

_CODES = "1112131415212223313233343536374142434445465051525354616263646571818283"
PROVINCES = [_CODES[at : at + 2] for at in range(0, len(_CODES), 2)]


def is_one(text: str) -> bool:
    """Whether a text is an identity number, by GB 11643 read literally."""
    text = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if len(text) != 18 or not text.isascii() or not text[:17].isdigit() or text[0] == "0":
        return False
    if text[0] != "9" and text[:2] not in PROVINCES:
        return False
    try:
        born_on = datetime.strptime(text[6:14] + "+0000", "%Y%m%d%z").date()
    except ValueError:
        return False
    return date(1850, 1, 1) <= born_on <= TODAY and with_check(text[:17]) == text


def sound(rng: random.Random) -> str:
    """A number of somebody who could not live."""
    prefix = rng.choice([*PROVINCES, "9" + rng.choice("0123456789")]) + f"{rng.randrange(10_000):04d}"
    born_on = date.fromordinal(rng.randrange(date(1850, 1, 1).toordinal(), date(1900, 1, 1).toordinal()))
    return with_check(f"{prefix}{born_on:%Y%m%d}{rng.randrange(1_000):03d}")


def spoilt(number: str, rng: random.Random) -> tuple[str, str]:
    """The number after one mishap, and what happened to it."""
    at, other = rng.randrange(18), rng.randrange(18)
    cut = f"{number[:at]}{number[at + 1 :]}"
    mishaps = {
        "nothing": number,
        "substituted": f"{number[:at]}{rng.choice('0123456789X')}{number[at + 1 :]}",
        "letter": f"{number[:at]}{rng.choice('OIlSBZxX-.')}{number[at + 1 :]}",
        "swapped": "".join(number[{at: other, other: at}.get(place, place)] for place in range(18)),
        "left out": cut,
        "doubled": f"{number[:at]}{number[at]}{number[at:]}",
        "moved": f"{cut[:other]}{number[at]}{cut[other:]}",
        "spaced": f"{number[:at]} {number[at:]}\u3000",
        "wide": "".join(chr(ord(c) + 0xFEE0) for c in number),
        "small x": number.lower(),
        "another date": with_check(f"{number[:6]}{rng.randrange(1700, 2100)}{rng.randrange(1400):04d}{number[14:17]}"),
        "another place": with_check(f"{rng.randrange(1_000_000):06d}{number[6:17]}"),
        "old form": number[:6] + number[8:17],
        "another alphabet": "".join(chr(0x0660 + int(c)) if c.isdigit() else c for c in number),
    }
    what = rng.choice([*mishaps])
    return mishaps[what], what


@pytest.mark.proof
def test_every_spoilt_number_is_judged_as_the_standard_judges_it():
    rng = random.Random(11643)
    seen: Counter[tuple[str, bool]] = Counter()
    wrong = []

    for _ in range(count(1_500, 10_000)):
        text, what = spoilt(sound(rng), rng)
        try:
            taken = bool(read_identity_number(text, TODAY))
        except IdentityNumberRefused as refused:
            taken = False
            assert refused.faults
        seen[what, taken] += 1
        if taken != is_one(text):
            wrong.append((what, text))

    assert wrong == []
    assert {what for (what, taken) in seen if taken} >= {"nothing", "spaced", "wide", "small x", "another date"}
    assert {what for (what, taken) in seen if not taken} >= {"substituted", "left out", "doubled", "old form"}
