"""Build the Lambda layers into build/layers/<name>/: third-party code for Python 3.13 on Amazon Linux, from uv.lock.

    python layers/build.py                  the build for AWS (manylinux, cp313)
    python layers/build.py --running        the same sets for the Python that runs this, into build/layers-running/

Versions and hashes are those of uv.lock; what a layer needs besides its own names comes as dependencies; what an earlier
layer holds is not packed again. Byte code is compiled with unchecked hashes when a 3.13 interpreter is at hand, because
Lambda's code is read-only and the packer sets all times to 1970. Source: reference serverless.md 4
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
# A layer's own top-level packages. The order is the order of packing: later layers leave out what earlier ones hold.
SETS = {
    "base": ["flask", "msgspec", "pynamodb", "zappa", "durationpy", "boto3", "cryptography", "pyjwt"],
    "wechat": ["wechatpy"],
    "passkeys": ["webauthn", "typing-extensions"],  # named, because one of both builds would bring it by itself
    "imaging": ["pillow", "zxing-cpp"],
    "fonts": ["pylopdf-fonts-zh-cn"],
    "print": ["typst", "pypdf"],
    "documents": ["openpyxl", "defusedxml", "xlrd", "nh3", "markdown-it-py"],
}
# Service descriptions of botocore that we call; the rest is data nobody reads. Source: reference serverless.md 4.2
KEPT_SERVICES = {"dynamodb", "kms", "s3", "secretsmanager", "sqs", "sts"}
AWS = ["--python-platform", "x86_64-manylinux_2_28", "--python-version", "3.13", "--only-binary", ":all:"]
NO_BYTE_CODE = (
    "no python3.13 here: layers hold no byte code, every cold start would compile anew; make deploy refuses this build"
)


def main() -> int:
    """Build every layer."""
    running = "--running" in sys.argv
    out = ROOT / "build" / ("layers-running" if running else "layers")
    build(out, [] if running else AWS)
    if not compiled(out, sys.executable if running else "python3.13"):
        print(NO_BYTE_CODE)
    for name in SETS:
        print(f"{name:8} {_size(out / name) / 1e6:6.1f} MB")
    return 0


def build(out: Path, platform: list[str], sets: Mapping[str, list[str]] = SETS) -> None:
    """Fill a folder with layers for a platform; what was there goes."""
    shutil.rmtree(out, ignore_errors=True)
    locked = _locked()
    held: set[str] = set()
    for name, packages in sets.items():
        target = out / name / "python"
        _install(packages, target, locked, platform)
        held |= _leave_out(target, held)
        _trim(target)
        EXTRAS.get(name, lambda _: None)(out / name)


def build_both(out: Path) -> None:
    """Fill a folder with the layers for Lambda, `aws`, and for the Python that runs this, `running`, compiled where that goes."""
    for name, platform, interpreter in (("aws", AWS, "python3.13"), ("running", [], sys.executable)):
        build(out / name, platform)
        compiled(out / name, interpreter)


def compiled(out: Path, interpreter: str) -> bool:
    """Whether the layers now hold byte code of that interpreter."""
    check = ["--invalidation-mode", "unchecked-hash", "-s", str(out), "-p", "/opt"]
    command = [interpreter, "-m", "compileall", "-q", *check, str(out)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _locked() -> Path:
    """The versions and hashes of uv.lock as constraints."""
    file = ROOT / "build" / "constraints.txt"
    file.parent.mkdir(exist_ok=True)
    exported = subprocess.run(
        [_uv(), "export", "--frozen", "--no-emit-project", "--no-dev", "-q"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    file.write_bytes(exported.stdout)
    return file


def _install(packages: list[str], target: Path, locked: Path, platform: list[str]) -> None:
    # Zappa's own dependency tree deploys; only its runtime is wanted, and its three needs are named in SETS.
    alone = [package for package in packages if package == "zappa"]
    whole = [package for package in packages if package != "zappa"]
    base = [_uv(), "pip", "install", "-q", "--target", str(target), "-c", str(locked), *platform]
    subprocess.run([*base, *whole], cwd=ROOT, check=True)
    if alone:
        subprocess.run([*base, "--no-deps", *alone], cwd=ROOT, check=True)


def _leave_out(target: Path, held: set[str]) -> set[str]:
    """Remove what an earlier layer holds; what this one adds."""
    here = {path.name for path in target.iterdir()}
    for name in here & held:
        path = target / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return here - held


def _trim(target: Path) -> None:
    data = target / "botocore" / "data"
    if data.is_dir():
        for service in data.iterdir():
            if service.is_dir() and service.name not in KEPT_SERVICES:
                shutil.rmtree(service)
    for cache in list(target.rglob("__pycache__")):
        shutil.rmtree(cache)
    shutil.rmtree(target / "bin", ignore_errors=True)
    (target / ".lock").unlink(missing_ok=True)


def _art(layer: Path) -> None:
    """What was drawn, without what draws it."""
    drawn = shutil.ignore_patterns("*.py", "__pycache__")
    shutil.copytree(ROOT / "layers" / "art", layer / "art", ignore=drawn)


def _rare_fonts(layer: Path) -> None:
    """The prepared fonts and their licences. The rest of that folder is what art is drawn with, and stays here."""
    prepared = ROOT / "build" / "fonts"
    report = prepared / "report.json"
    if not report.is_file():
        print("no fonts for rare characters here (python layers/fonts/build.py): such names will be refused")
        return
    (layer / "fonts").mkdir()
    for name in (*json.loads(report.read_text()), *(path.name for path in sorted(prepared.glob("LICENCE-*")))):
        shutil.copyfile(prepared / name, layer / "fonts" / name)


EXTRAS: dict[str, Callable[[Path], None]] = {"imaging": _art, "fonts": _rare_fonts}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _uv() -> str:
    beside = Path(sys.executable).parent / "uv"
    return str(beside) if os.access(beside, os.X_OK) else "uv"


if __name__ == "__main__":
    sys.exit(main())
