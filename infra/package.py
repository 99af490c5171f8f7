"""Zip every function into build/functions/<name>.zip: its entry and the parts of `shouwang` that it may import.

The same inputs give the same bytes: sorted names, fixed times, fixed modes, no path of this machine. Byte code is added
where a 3.13 interpreter is at hand. What must never ship is refused by name.
"""

import contextlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from shouwang.app import FUNCTIONS

ROOT = Path(__file__).parent.parent
OUT = ROOT / "build" / "functions"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time a zip can tell
NEVER = ("shouwang_local", "dynamodb_sqlite", "wechat_simulator", "tests", "miniprogram/", "egg-info")


def main() -> int:
    """Package all functions."""
    package(OUT)
    for name in FUNCTIONS:
        print(f"{name:12} {(OUT / f'{name}.zip').stat().st_size / 1e3:7.1f} kB")
    return 0


def package(out: Path, interpreter: str = "python3.13") -> None:
    """Stage what ships below <out>/staged, compile it, and zip each function's part; what was there goes."""
    shutil.rmtree(out, ignore_errors=True)
    staged = out / "staged"
    for folder, source in (("functions", ROOT), ("shouwang", ROOT / "miniprogram-api")):
        shutil.copytree(source / folder, staged / folder, ignore=shutil.ignore_patterns("__pycache__"))
    _compile(staged, interpreter)
    files = {path.relative_to(staged).as_posix(): path for path in sorted(staged.rglob("*")) if path.is_file()}
    for inside in files:
        if any(word in inside for word in NEVER):
            raise SystemExit(f"{inside} must never ship")
    for name in FUNCTIONS:
        _zip({inside: path for inside, path in files.items() if _wanted(name, inside)}, out / f"{name}.zip")


def _wanted(name: str, inside: str) -> bool:
    """One's own entry, kernel, platform and the slices; the console's pages only for who serves some."""
    if inside.startswith("functions/"):
        return Path(inside).name.split(".")[0] in {"__init__", name}
    serves_pages = any(api.startswith("console") for api in FUNCTIONS[name].apis)
    return serves_pages or not inside.startswith("shouwang/console/")


def _compile(folder: Path, interpreter: str) -> None:
    """Byte code as Lambda will find it, with Lambda's paths in it. Source: reference serverless.md 4.3"""
    check = ["--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", "/var/task"]
    with contextlib.suppress(OSError, subprocess.CalledProcessError):  # no such interpreter here
        subprocess.run([interpreter, "-m", "compileall", "-q", *check, str(folder)], check=True, capture_output=True)


def _zip(files: dict[str, Path], target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for inside, path in files.items():
            entry = zipfile.ZipInfo(inside, EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
