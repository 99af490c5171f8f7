"""The house's import rules break on a bad import: each is tried on a copy of the tree."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PLANTS = {
    "a rule that knows Flask": (
        "miniprogram-api/shouwang/identity/rules/signing_in.py",
        "import flask",
        "Pure modules do no I/O",
    ),
    "a slice that uses another slice": (
        "miniprogram-api/shouwang/roster/service/roster.py",
        "import shouwang.identity.store",
        "House: from the outside in",
    ),
    "code that ships and knows the embedded store": (
        "miniprogram-api/shouwang/platform/audit.py",
        "import dynamodb_sqlite",
        "What ships never imports what is local",
    ),
    "an embedded store that knows us": (
        "local/dynamodb_sqlite/keys.py",
        "import shouwang.kernel.ids",
        "The embedded store and the simulator stand alone",
    ),
    "a store that knows its service": (
        "miniprogram-api/shouwang/identity/store/people.py",
        "import shouwang.identity.service",
        "Slice: routes and handlers, service, store, rules, models",
    ),
    "a service that knows the web": (
        "miniprogram-api/shouwang/roster/service/roster.py",
        "import shouwang.platform.web",
        "Only routes know the web",
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    for part in ("miniprogram-api", "local", "functions"):
        shutil.copytree(part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "static", "templates"))
    shutil.copy("pyproject.toml", folder)
    return folder


def lint(folder: Path) -> str:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": f"{folder}:{folder / 'miniprogram-api'}:{folder / 'local'}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_import_breaks_its_rule(copy, plant):
    file, line, rule = PLANTS[plant]
    path = copy / file
    before = path.read_text()
    path.write_text(f"{before}\n{line}\n")

    try:
        told = lint(copy)
    finally:
        path.write_text(before)

    assert f"{rule} BROKEN" in told
