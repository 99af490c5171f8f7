"""Photos 照片: taken in as JPEG or PNG, kept as our own small JPEG, so that nothing of the file sent survives."""

from io import BytesIO
from typing import TYPE_CHECKING

from shouwang.kernel.problem import Problem

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 4 * 1024 * 1024  # Source: design section 3, uploads
# 12 megapixels, what a phone takes (4032 x 3024); decoded with transparency, twice 48 MB.
MOST_PIXELS = 4096 * 3072
LEAST_SIDE_PX = 200
KEPT_SIDE_PX = 1200
_QUALITY = 85
_STAMP_PX = 22
# Brands of ISO base media files that are pictures. Source: decision 0060 (why none is decoded).
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})


class PhotoRefused(Problem):
    """The file is no photo we can keep; it says why."""

    slug, title, status = "photo-refused", "这张照片用不了", 400


def render_photo(raw: bytes, stamp: str = "") -> bytes:
    """The photo as a small upright JPEG without metadata, with a line of plain ASCII on its lower edge if one is given.

    Raises: PhotoRefused saying why.
    """
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIC_BRANDS:
        raise PhotoRefused("这是 HEIC 格式，选照片时不要选「原图」，手机会转成 JPEG")
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 -- slow import

    try:
        with Image.open(BytesIO(raw), formats=("JPEG", "PNG")) as image:
            _require_decodable(*image.size, frames=getattr(image, "n_frames", 1))
            image.thumbnail((KEPT_SIDE_PX, KEPT_SIDE_PX))  # first: all that follows is small
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError as unknown:
        raise PhotoRefused("只收 JPEG 或 PNG 的照片") from unknown
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PhotoRefused("照片的像素太多，先缩小再传") from bomb
    except (OSError, ValueError, SyntaxError, EOFError) as broken:
        raise PhotoRefused("照片读不完整，换一张再传") from broken
    upright.info.clear()  # comments and profiles ride along in it
    if stamp:
        _stamp(upright, stamp)
    kept = BytesIO()
    upright.save(kept, "JPEG", quality=_QUALITY, optimize=True)
    return kept.getvalue()


def _stamp(image: "Image.Image", text: str) -> None:
    """White letters on a dark band: when and for what the server had the photo, not what the phone says."""
    from PIL import ImageDraw, ImageFont  # noqa: PLC0415 -- slow import

    pen, font = ImageDraw.Draw(image), ImageFont.load_default(_STAMP_PX)
    top = image.height - _STAMP_PX - 12
    pen.rectangle((0, top, image.width, image.height), fill=(20, 24, 32))
    pen.text((10, top + 5), text, font=font, fill=(255, 255, 255))


def _require_decodable(width_px: int, height_px: int, frames: int) -> None:
    """Look at the header only, before anything is decoded."""
    if frames != 1:
        raise PhotoRefused("会动的图片用不了，换一张照片")
    if width_px * height_px > MOST_PIXELS:
        raise PhotoRefused("照片的像素太多，先缩小再传")
    if min(width_px, height_px) < LEAST_SIDE_PX:
        raise PhotoRefused(f"照片太小，短的一边至少 {LEAST_SIDE_PX} 像素")
