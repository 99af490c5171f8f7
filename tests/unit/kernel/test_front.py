"""Every front shows what it names, each name from its module, and nothing else."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

SHOUWANG = Path(import_module("shouwang").__file__).parent
FRONTS = [path.parent for path in SHOUWANG.rglob("__init__.py") if "= front(__name__)" in path.read_text()]


def package(folder: Path) -> str:
    return ".".join(folder.relative_to(SHOUWANG.parent).parts)


@pytest.mark.parametrize("folder", FRONTS, ids=package)
def test_every_name_of_a_front_is_its_modules_own(folder):
    source = (folder / "__init__.py").read_text()
    named = re.findall(r"^    from (\S+) import (\([^)]*\)|.*)$", source, re.MULTILINE)
    front = import_module(package(folder))

    shown = {name: module for module, names in named for name in re.findall(r"(\w+) as ", names)}
    assert shown
    for name, module in shown.items():
        there = import_module(f"{module}.{name}") if module == package(folder) else getattr(import_module(module), name)
        assert getattr(front, name) is there
    beside = {path.stem for path in folder.iterdir()}
    assert {name for name, module in shown.items() if module != package(folder)} & beside == set()


def test_another_name_is_no_name_of_a_front():
    import shouwang.duty.service as front

    with pytest.raises(AttributeError, match=r"'shouwang\.duty\.service' has no attribute 'Nobody'"):
        front.Nobody  # noqa: B018


def test_a_front_imports_a_module_when_its_name_is_asked_for():
    asked = "import sys, shouwang.duty.service as s; before = 'shouwang.duty.service.hours' in sys.modules; s.Hours; "
    asked += (
        "print(before, 'shouwang.duty.service.hours' in sys.modules, 'shouwang.duty.service.signups' in sys.modules)"
    )

    told = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)

    assert told.stdout.split() == ["False", "True", "False"]
