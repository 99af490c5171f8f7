"""Prepare the fonts for rare characters: `python layers/fonts/build.py` fills `build/fonts`.

The default font (PyPI `pylopdf-fonts-zh-cn`) draws every character of the national list and all of Extension A.
Names with other characters need HanaMinB, and a subset of LXGW WenKai for the few that HanaMinB lacks. Both come from
Debian by name. Where they cannot be had this only warns: such names are then refused, and never drawn as boxes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pylopdf_fonts_zh_cn import serif_path

from shouwang.honours.rendering.fonts import read_coverage

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "fonts"
# CJK unified ideographs and their extensions to H. Source: Unicode 16.0, Blocks.txt.
HAN = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0x20000, 0x2EE60),
    range(0x30000, 0x323B0),
)


@dataclass(frozen=True)
class Source:
    """A font file inside a Debian package."""

    package: str
    member: str
    licence: str


HANAMIN = Source("fonts-hanazono", "usr/share/fonts/truetype/hanazono/HanaMinB.ttf", "HanaMin free licence or OFL-1.1")
WENKAI = Source("fonts-lxgw-wenkai", "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", "OFL-1.1")


class NotAvailable(Exception):
    """Debian's package cannot be had here."""


def unpack(source: Source, folder: Path) -> Path:
    """The font file of a package: the installed one, or the package fetched and unpacked. Raises: NotAvailable."""
    installed = Path("/") / source.member
    if installed.exists():
        return installed
    apt, dpkg = shutil.which("apt-get"), shutil.which("dpkg-deb")
    if apt is None or dpkg is None:
        raise NotAvailable(f"no apt-get here to fetch {source.package}")
    fetched = subprocess.run([apt, "download", source.package], cwd=folder, capture_output=True, text=True, timeout=120)
    packages = sorted(folder.glob(f"{source.package}_*.deb"))
    if fetched.returncode or not packages:
        raise NotAvailable(f"apt-get could not fetch {source.package}")
    subprocess.run([dpkg, "-x", str(packages[0]), str(folder)], check=True)
    return folder / source.member


def subset(font: Path, target: Path, points: set[int]) -> None:
    """Only some characters of a font, without hints and layout tables."""
    from fontTools import subset as pyftsubset

    options = pyftsubset.Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"])
    opened = pyftsubset.load_font(str(font), options)
    cutter = pyftsubset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(opened)
    pyftsubset.save_font(opened, str(target), options)


def coverage(font: Path) -> set[int]:
    """The ideographs a font has, from its own character map."""
    starts, ends = read_coverage(font)
    runs = [range(start, end + 1) for start, end in zip(starts, ends, strict=True)]
    return {point for run in runs for block in HAN for point in overlap(run, block)}


def overlap(one: range, other: range) -> range:
    """What two runs share."""
    return range(max(one.start, other.start), min(one.stop, other.stop))


def copyright_of(font: Path, source: Source) -> Path:
    """Debian's copyright file of a package, beside the font that was unpacked."""
    root = Path(str(font).removesuffix(source.member))
    return root / "usr" / "share" / "doc" / source.package / "copyright"


def build(scratch: Path) -> dict[str, object]:
    """Fill the folder and return the report on it; WenKai's few characters are left out where they cannot be had.

    Raises: NotAvailable without HanaMinB.
    """
    hanamin = unpack(HANAMIN, scratch)
    OUT.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(hanamin, OUT / "HanaMinB.ttf")
    shutil.copyfile(copyright_of(hanamin, HANAMIN), OUT / f"LICENCE-{HANAMIN.package}.txt")
    report = {"HanaMinB.ttf": _facts(OUT / "HanaMinB.ttf", HANAMIN)}
    try:
        wenkai = unpack(WENKAI, scratch)
        had = coverage(Path(str(serif_path()))) | coverage(hanamin)
        subset(wenkai, OUT / "LXGWWenKai-rare.ttf", coverage(wenkai) - had)
        shutil.copyfile(copyright_of(wenkai, WENKAI), OUT / f"LICENCE-{WENKAI.package}.txt")
        report["LXGWWenKai-rare.ttf"] = _facts(OUT / "LXGWWenKai-rare.ttf", WENKAI)
    except (NotAvailable, ImportError) as error:
        warn(error)
    return report


def warn(error: Exception) -> None:
    """Say what is missing and what follows from it."""
    print(f"a font for rare characters is missing ({error}): names that need it will be refused", file=sys.stderr)


def _facts(font: Path, source: Source) -> dict[str, object]:
    content = font.read_bytes()
    return {
        "licence": source.licence,
        "package": source.package,
        "bytes": len(content),
        "ideographs": len(coverage(font)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def main() -> None:
    """Build once; a second run finds everything there."""
    if (OUT / "report.json").exists() and "--again" not in sys.argv:
        return
    try:
        with tempfile.TemporaryDirectory() as scratch:
            report = build(Path(scratch))
    except (NotAvailable, subprocess.SubprocessError) as error:
        warn(error)
        return
    (OUT / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for name, facts in report.items():
        print(name, facts)


if __name__ == "__main__":
    main()
