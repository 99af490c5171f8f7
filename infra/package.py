"""Stage and zip every function into build/functions/<name>.zip: its entry and the parts of `shouwang` that it imports.

The same inputs give the same bytes: sorted names, fixed times, fixed modes. What must never ship is refused by name.
"""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from shouwang.app import FUNCTIONS

ROOT = Path(__file__).parent.parent
OUT = ROOT / "build" / "functions"
SOURCE = ROOT / "miniprogram-api"
EPOCH = (1980, 1, 1, 0, 0, 0)
NEVER = ("shouwang_local", "dynamodb_sqlite", "wechat_simulator", "tests", "miniprogram/")
WORKERS = {"outbox", "jobs", "nightly"}


def main() -> int:
    """Package all functions."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name in FUNCTIONS:
        target = OUT / f"{name}.zip"
        files = dict(sorted(_files(name)))
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for inside, content in files.items():
                entry = zipfile.ZipInfo(inside, EPOCH)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        print(f"{name:12} {len(files):4} files {target.stat().st_size / 1e3:7.1f} kB")
    return 0


def _files(name: str) -> Iterator[tuple[str, bytes]]:
    yield "functions/__init__.py", (ROOT / "functions" / "__init__.py").read_bytes()
    yield f"functions/{name}.py", (ROOT / "functions" / f"{name}.py").read_bytes()
    for path in _tracked():
        inside = path.relative_to(SOURCE).as_posix()
        if any(word in inside for word in NEVER):
            raise SystemExit(f"{inside} must never ship")
        if _wanted(name, inside):
            yield inside, path.read_bytes()


def _tracked() -> list[Path]:
    """What git knows of the source, and the console's copied script."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "miniprogram-api"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    vendored = (SOURCE / "shouwang" / "console" / "static" / "vendor").glob("*")
    return [ROOT / name for name in listed.decode().split("\0") if name] + [path for path in vendored if path.is_file()]


def _wanted(name: str, inside: str) -> bool:
    """Everybody carries kernel, platform and the slices; only the console its pages and files."""
    return not inside.startswith("shouwang/console/") or name in {"console", "recruitment"}


if __name__ == "__main__":
    sys.exit(main())
