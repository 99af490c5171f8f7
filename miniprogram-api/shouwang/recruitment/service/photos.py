"""The applicant's photo 报名照片: our own small JPEG, found again by the application."""

from shouwang.platform.blobs import Blobs
from shouwang.platform.photos import MOST_BYTES, render_photo
from shouwang.recruitment.models import Application
from shouwang.recruitment.rules.problems import NoPhoto

__all__ = ["MOST_BYTES", "fetch_photo", "render_photo"]


def fetch_photo(blobs: Blobs, application: Application) -> bytes:
    """The photo that was kept. Raises: NoPhoto."""
    photo = blobs.get(application.photo) if application.photo else None
    if photo is None:
        raise NoPhoto
    return photo
