"""QR codes as squares, whatever draws them."""

from typing import Any

QUIET = 4  # modules of quiet zone. Source: ISO/IEC 18004


def modules(text: str) -> tuple[bytes, ...]:
    """The code's squares, a row of 0 and 1 bytes each, without quiet zone; error correction M or better.

    Source: decision 0121: zxing-cpp makes it in a tenth of a millisecond and imports in three; segno took seventy.
    """
    import zxingcpp  # noqa: PLC0415 -- only what draws needs it

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(image).tolist()
    return tuple(bytes(int(level == 0) for level in row) for row in rows)


def svg(text: str) -> bytes:
    """The code with its quiet zone as a vector picture of any size: black on white, a square a unit."""
    rows = modules(text)
    side = len(rows) + 2 * QUIET
    dark = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
    return f'{head}<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark}"/></svg>'.encode()
