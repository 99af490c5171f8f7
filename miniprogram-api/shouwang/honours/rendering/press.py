"""The press: a process of its own that prints some certificates and ends, since typst keeps what it has seen in memory.

`python -m shouwang.honours.rendering.press` reads certificates as JSON and writes one PDF.
"""

import subprocess
import sys
from collections.abc import Sequence

import msgspec

from shouwang.honours.rendering.pdf import render_pdf_sheets
from shouwang.honours.rendering.words import CertificateText


class PressFailed(Exception):
    """The press ended without a PDF; names its exit, never what was printed."""


def start(texts: Sequence[CertificateText]) -> "subprocess.Popen[bytes]":
    """Begin to print; the caller goes on with something else meanwhile."""
    command = [sys.executable, "-m", "shouwang.honours.rendering.press"]
    press = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 -- our own module
    assert press.stdin is not None  # noqa: S101 -- asked for just above
    press.stdin.write(msgspec.json.encode(list(texts)))
    press.stdin.close()
    press.stdin = None
    return press


def finish(press: "subprocess.Popen[bytes]") -> bytes:
    """The PDF. Raises: PressFailed."""
    made, _ = press.communicate(timeout=55)
    if press.returncode != 0 or not made.startswith(b"%PDF"):
        raise PressFailed(f"exit {press.returncode}")
    return made


def main() -> None:
    """Print what comes in."""
    texts = msgspec.json.decode(sys.stdin.buffer.read(), type=list[CertificateText])
    sys.stdout.buffer.write(render_pdf_sheets(texts))


if __name__ == "__main__":
    main()
