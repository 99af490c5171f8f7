"""Everything that is deployed, built once a test run: layers, zips, template; and each function unpacked as Lambda would.

The layers are kept below build/ from run to run, under a hash of all that they are made of. The framework, which only zips
them and hands them on, is given layers of one file each; under `make prove` it gets the true ones.
"""

import fcntl
import hashlib
import importlib.util
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from shouwang.app import FUNCTIONS
from tests.tiers import PROVE

ROOT = Path(__file__).parents[3]
KEPT = ROOT / "build" / "kept-layers"


@dataclass(frozen=True)
class Built:
    """Where the parts are: `layers` for Lambda, `running` the same for the Python that runs the tests."""

    folder: Path
    layers: Path
    running: Path

    @property
    def template(self) -> Path:
        """What CloudFormation gets."""
        return self.folder / "build" / "serverless" / "cn-northwest-1" / "cloudformation-template-update-stack.json"

    def zip(self, function: str) -> Path:
        """A function's package."""
        return self.folder / "build" / "functions" / f"{function}.zip"

    def unpacked(self, function: str) -> Path:
        """A function's package, unpacked, with drawn art and fonts where it looks for them outside Lambda."""
        return self.folder / "lambda" / function / "task"


def script(path: str) -> ModuleType:
    """A build script as a module; it may import its neighbours, as it does when it is run."""
    beside = str((ROOT / path).parent)
    if beside not in sys.path:
        sys.path.append(beside)
    name = path.removesuffix(".py").replace("/", "_")
    found = importlib.util.spec_from_file_location(name, ROOT / path)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def build(folder: Path) -> Built:
    """Build everything into a folder, unless another process of this test run has done it."""
    layers = _layers()
    built = Built(folder, layers / "aws", layers / "running")
    with _alone(folder):
        if not (folder / "done").exists():
            _build(built)
            (folder / "done").touch()
    return built


def _build(built: Built) -> None:
    folder = built.folder
    shutil.copy(ROOT / "serverless.yml", folder)
    shutil.copytree(ROOT / "infra", folder / "infra", ignore=shutil.ignore_patterns("__pycache__"))
    for layer in built.layers.iterdir():
        _hand_on(layer, folder / "build" / "layers" / layer.name)
    script("infra/package.py").package(folder / "build" / "functions")
    script("infra/offline.py").package("cn-northwest-1", root=folder)
    for function in FUNCTIONS:
        _unpack(built, function)


def _hand_on(layer: Path, to: Path) -> None:
    """What the framework gets of a layer."""
    if PROVE:
        shutil.copytree(layer, to)
    else:
        to.mkdir(parents=True)
        (to / "layer.txt").write_text(layer.name)


def _layers() -> Path:
    """The layers of now, made if there are none; those of an earlier state go."""
    kept = KEPT / _state()
    with _alone(KEPT):
        if not kept.exists():
            for old in KEPT.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            script("layers/build.py").build_both(KEPT / "unfinished")
            (KEPT / "unfinished").rename(kept)
    return kept


def _state() -> str:
    """A hash of all that layers are made of: versions, art, fonts, the script, the Pythons that compile them."""
    lambdas = (
        subprocess.run(["python3.13", "-V"], capture_output=True, check=False) if shutil.which("python3.13") else None
    )
    told = hashlib.sha256(f"{sys.version} {lambdas and lambdas.stdout}".encode())
    parts = [ROOT / "uv.lock", ROOT / "layers" / "build.py"]
    for folder in (ROOT / "layers" / "art", ROOT / "build" / "fonts"):
        parts += sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    for path in parts:
        told.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return told.hexdigest()[:32]


def _unpack(built: Built, function: str) -> None:
    task = built.unpacked(function)
    with zipfile.ZipFile(built.zip(function)) as archive:
        archive.extractall(task)
    # Inside Lambda layers lie below /opt; art and fonts are looked for beside the code first.
    for layer, name, place in (("imaging", "art", "layers/art"), ("fonts", "fonts", "build/fonts")):
        if layer in FUNCTIONS[function].layers:
            (task.parent / place).parent.mkdir(parents=True, exist_ok=True)
            (task.parent / place).symlink_to(built.running / layer / name)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
