"""Where the drawn art is, and what hangs there: page templates and medals, each read once a process."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from shouwang.kernel.problem import Problem

if TYPE_CHECKING:
    from PIL import Image

MEDAL_SIZES = (1024, 512, 128)
_REPOSITORY = Path(__file__).resolve().parents[4]


class UnknownArt(Problem):
    """No such medal or template has been drawn."""

    slug, title, status = "unknown-art", "没有这个图样", 404


@cache
def art_dir() -> Path:
    """The drawn art: beside the source in a repository, in the layer's place inside Lambda."""
    return first_of(_REPOSITORY / "layers" / "art", Path("/opt/art"))


@cache
def rare_fonts_dir() -> Path | None:
    """The prepared rare-character fonts, or None where they were not built."""
    for path in (_REPOSITORY / "build" / "fonts", Path("/opt/fonts")):
        if (path / "HanaMinB.ttf").exists():
            return path
    return None


def first_of(*paths: Path) -> Path:
    """The first folder that is there. Raises: FileNotFoundError."""
    for path in paths:
        if path.is_dir():
            return path
    raise FileNotFoundError(" or ".join(str(path) for path in paths))


def page_path(kind: str, version: int, size: str) -> Path:
    """The template of one kind, version and size. Raises: UnknownArt."""
    return _drawn("pages", f"{kind}-{version}-{size}.jpg")


def framed_path(kind: str, version: int) -> Path:
    """The A4 template of one kind and version as an SVG that holds it, for print. Raises: UnknownArt."""
    return _drawn("print", f"{kind}-{version}.svg")


def _drawn(folder: str, name: str) -> Path:
    path = art_dir() / folder / name
    if "/" in name or not path.is_file():
        raise UnknownArt(name=name)
    return path


@cache
def card(version: int) -> "Image.Image":
    """The decoded volunteer card; copy it before drawing on it. Raises: UnknownArt."""
    return _decoded(_drawn("cards", f"card-{version}.jpg"))


@cache
def page(kind: str, version: int, size: str) -> "Image.Image":
    """The decoded template; copy it before drawing on it. Raises: UnknownArt."""
    return _decoded(page_path(kind, version, size))


def _decoded(path: Path) -> "Image.Image":
    from PIL import Image  # noqa: PLC0415 - Pillow is slow to import, and most requests draw nothing

    picture = Image.open(path)
    picture.load()  # it is RGB as drawn: to convert it would copy it once more
    return picture


@cache
def medal_png(kind: str, size: int = 512, *, locked: bool = False) -> bytes:
    """A medal's picture as drawn; `locked` gives its silhouette for the collection page. Raises: UnknownArt."""
    return _drawn("medals", f"{kind}{'-locked' if locked else ''}-{size}.png").read_bytes()


@cache
def medal_kinds() -> tuple[str, ...]:
    """Every medal that has been drawn."""
    return tuple(sorted(path.name.removesuffix("-1024.png") for path in (art_dir() / "medals").glob("*-1024.png")))


@cache
def art_digest(kind: str, version: int, size: str) -> str:
    """A fingerprint of a template, for the key under which a made picture is kept."""
    import hashlib  # noqa: PLC0415 - OpenSSL, which no drawing needs

    return hashlib.sha256(page_path(kind, version, size).read_bytes()).hexdigest()[:16]
