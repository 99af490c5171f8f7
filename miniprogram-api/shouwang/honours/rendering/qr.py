"""The code a stranger scans: an address in capitals, so that it needs few and large squares."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

# ISO/IEC 18004: four modules of quiet zone; reference imaging.md 6: at least 4 pixels a module.
QUIET = 4
MIN_MODULE = 4


def payload(verify_url: str) -> str:
    """The address as the code holds it: capitals only, for the alphanumeric mode; the verify route reads either."""
    return verify_url.upper()


def modules(verify_url: str) -> tuple[bytes, ...]:
    """The code's squares, a row of 0 and 1 bytes each, without quiet zone; error correction M or better."""
    import segno  # noqa: PLC0415 - only what draws needs it

    # A fixed mask costs a fifth of trying all eight, and readers do not care. Source: reference imaging.md 6.
    code = segno.make_qr(payload(verify_url), error="m", mask=4)
    return tuple(bytes(row) for row in code.matrix)


def picture(verify_url: str, side: int, dark: tuple[int, int, int]) -> "Image.Image":
    """The code with its quiet zone on white, at most `side` pixels square, whole pixels a module.

    Raises: ValueError when the address is too long for readable squares.
    """
    from PIL import Image  # noqa: PLC0415 - Pillow is slow to import

    rows = modules(verify_url)
    module = side // (len(rows) + 2 * QUIET)
    if module < MIN_MODULE:
        raise ValueError(f"an address of {len(verify_url)} characters makes squares of {module} pixels")
    raw = b"".join(bytes(255 * (1 - bit) for bit in row) for row in rows)
    squares = Image.frombytes("L", (len(rows), len(rows)), raw)
    large = squares.resize((len(rows) * module, len(rows) * module), Image.Resampling.NEAREST)
    full = (len(rows) + 2 * QUIET) * module
    plate = Image.new("RGB", (full, full), (255, 255, 255))
    plate.paste(dark, (QUIET * module, QUIET * module), large.point([255 - value for value in range(256)]))
    return plate


def svg(verify_url: str) -> str:
    """The code with its quiet zone as vector squares, for print."""
    rows = modules(verify_url)
    side = len(rows) + 2 * QUIET
    squares = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path d="M0 0h{side}v{side}h-{side}z" fill="#fff"/><path d="{squares}" fill="#261e1a"/></svg>'
    )
