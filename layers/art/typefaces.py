"""The faces that the drawn art is lettered with: heavy cuts of Noto Serif SC (OFL-1.1), fetched by name from npm.

Only the pictures are committed, never the fonts. What is drawn at run time needs none of these.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parents[2] / "build" / "art"
PACKAGE = "@expo-google-fonts/noto-serif-sc@0.4.3"
MEMBERS = {
    "black": "package/900Black/NotoSerifSC_900Black.ttf",
    "bold": "package/700Bold/NotoSerifSC_700Bold.ttf",
    "licence": "package/LICENSE_FONT",
}


def face(weight: str) -> str:
    """The file of one weight, `black` or `bold`; fetched once. Raises: SystemExit without npm or the package."""
    path = HERE / MEMBERS[weight]
    if not path.exists():
        _fetch()
    return str(path)


def _fetch() -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(f"drawing the art needs npm, to fetch {PACKAGE}")
    HERE.mkdir(parents=True, exist_ok=True)
    packed = subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=HERE, check=True, capture_output=True, text=True)
    archive = HERE / packed.stdout.strip().splitlines()[-1]
    with tarfile.open(archive) as tar:
        for member in MEMBERS.values():
            tar.extract(member, HERE, filter="data")
    archive.unlink()
