"""`python -m shouwang_local.assets`: copy the console's third-party file from node_modules, where `npm ci` put it.

The file is never committed. Without it the console works all the same, each step as a whole page.
"""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "miniprogram-api" / "shouwang" / "console" / "static" / "vendor"
FILES = ("node_modules/htmx.org/dist/htmx.min.js",)


def copy(root: Path = ROOT, vendor: Path = VENDOR) -> list[Path]:
    """Copy every file, newer or not. Raises: FileNotFoundError naming the first that is not there."""
    vendor.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copyfile(root / file, vendor / Path(file).name)) for file in FILES]


def main() -> int:
    """Copy, say what was copied; one clear line when the packages are not there."""
    try:
        for copied in copy():
            print(f"{copied.name}: {copied.stat().st_size:,} bytes")
    except FileNotFoundError as missing:
        print(f"{missing.filename} is missing: run `npm ci` first", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
