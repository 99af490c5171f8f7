"""The code a stranger scans: an address in capitals, so that it needs few and large squares."""

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from shouwang.platform import codes
from shouwang.platform.codes import QUIET

if TYPE_CHECKING:
    from PIL import Image

MIN_MODULE = 4  # pixels. Source: reference imaging.md 6


def payload(verify_url: str) -> str:
    """The address as the code holds it: capitals only, for the alphanumeric mode; the verify route reads either."""
    return verify_url.upper()


def squares(verify_url: str) -> tuple[bytes, ...]:
    """The squares of the address's code, a row of 0 and 1 bytes each, without quiet zone."""
    return codes.modules(payload(verify_url))


def picture(verify_url: str, side: int, dark: tuple[int, int, int]) -> "Image.Image":
    """The code with its quiet zone on white, at most `side` pixels square, whole pixels a module.

    Raises: ValueError when the address is too long for readable squares.
    """
    from PIL import Image  # noqa: PLC0415 - Pillow is slow to import

    rows = squares(verify_url)
    module = side // (len(rows) + 2 * QUIET)
    if module < MIN_MODULE:
        raise ValueError(f"an address of {len(verify_url)} characters makes squares of {module} pixels")
    raw = b"".join(bytes(255 * (1 - bit) for bit in row) for row in rows)
    small = Image.frombytes("L", (len(rows), len(rows)), raw)
    large = small.resize((len(rows) * module, len(rows) * module), Image.Resampling.NEAREST)
    full = (len(rows) + 2 * QUIET) * module
    plate = Image.new("RGB", (full, full), (255, 255, 255))
    plate.paste(dark, (QUIET * module, QUIET * module), large.point([255 - value for value in range(256)]))
    return plate


class Bars(NamedTuple):
    """A code as level bars for vector print. Units: squares; `side` counts the quiet zone on both sides."""

    side: int
    runs: list[tuple[int, int, int]]  # x, y, length


def bars(verify_url: str) -> Bars:
    """The code with its quiet zone, dark squares that touch in a row joined."""
    rows = squares(verify_url)
    runs: list[tuple[int, int, int]] = []
    for y, row in enumerate(rows):
        x = 0
        for bit, group in groupby(row):
            length = len(list(group))
            if bit:
                runs.append((x + QUIET, y + QUIET, length))
            x += length
    return Bars(len(rows) + 2 * QUIET, runs)
