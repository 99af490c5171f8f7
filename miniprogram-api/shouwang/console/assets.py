"""What the pages load: our own sheet, scripts and mark, and the vendor's file where the build has copied it.

A name carries the hash of its content, so that it may be kept for ever and a new release is seen at once.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

STATIC = Path(__file__).parent / "static"
VENDOR = STATIC / "vendor"
ADDRESS = "/console/static/"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Asset(msgspec.Struct, frozen=True):
    """One file as it is sent."""

    name: str
    content: bytes
    content_type: str


class Assets(msgspec.Struct, frozen=True):
    """All files, by the plain name that templates use."""

    by_plain_name: Mapping[str, Asset]

    @classmethod
    def load(cls, *folders: Path) -> "Assets":
        """Read every file once; a folder that is not there holds nothing."""
        files = [file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())]
        return cls({file.name: _asset(file) for file in files if file.suffix in _TYPES})

    def address(self, plain_name: str) -> str:
        """Where a file is served, or nothing when the build did not copy it."""
        asset = self.by_plain_name.get(plain_name)
        return ADDRESS + asset.name if asset else ""

    def find(self, name: str) -> Asset | None:
        """A file by the name it is served under."""
        return next((asset for asset in self.by_plain_name.values() if asset.name == name), None)


def _asset(file: Path) -> Asset:
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Asset(f"{file.stem}-{digest}{file.suffix}", content, _TYPES[file.suffix])
