"""Everything that is deployed, built once a test run: layers, zips, template; and each function unpacked as Lambda would."""

import fcntl
import importlib.util
import shutil
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from shouwang.app import FUNCTIONS

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Built:
    """Where the parts are. `running` holds the layers once more, for the Python that runs the tests."""

    folder: Path

    @property
    def template(self) -> Path:
        """What CloudFormation gets."""
        return self.folder / "build" / "serverless" / "cn-northwest-1" / "cloudformation-template-update-stack.json"

    @property
    def layers(self) -> Path:
        """The layers for Lambda."""
        return self.folder / "build" / "layers"

    @property
    def running(self) -> Path:
        """The layers for this Python."""
        return self.folder / "build" / "layers-running"

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
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        if not (folder / "done").exists():
            _build(folder)
            (folder / "done").touch()
    return Built(folder)


def _build(folder: Path) -> None:
    shutil.copy(ROOT / "serverless.yml", folder)
    shutil.copytree(ROOT / "infra", folder / "infra", ignore=shutil.ignore_patterns("__pycache__"))
    layers, package = script("layers/build.py"), script("infra/package.py")
    layers.build(folder / "build" / "layers", layers.AWS)
    layers.compiled(folder / "build" / "layers", "python3.13")
    layers.build(folder / "build" / "layers-running", [])
    layers.compiled(folder / "build" / "layers-running", sys.executable)
    package.package(folder / "build" / "functions")
    script("infra/offline.py").package("cn-northwest-1", root=folder)
    for function in FUNCTIONS:
        _unpack(Built(folder), function)


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
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
