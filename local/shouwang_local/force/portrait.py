"""A portrait of nobody, for forms that need a photo."""

import io


def portrait() -> bytes:
    """A plain figure on grey, as a JPEG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 -- slow import

    picture = Image.new("RGB", (480, 640), (214, 216, 219))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((150, 110, 330, 330), fill=(168, 138, 116))
    draw.rounded_rectangle((70, 360, 410, 700), radius=120, fill=(52, 66, 84))
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=88)
    return content.getvalue()
