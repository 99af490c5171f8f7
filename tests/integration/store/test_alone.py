"""The package stands alone: it needs the standard library and nothing of this project, and its README says what is true."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dynamodb_sqlite

PACKAGE = Path(dynamodb_sqlite.__file__).parent
README = (PACKAGE / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
ALONE = """
import sys
sys.path.insert(0, sys.argv[1])
from dynamodb_sqlite import Engine
from dynamodb_sqlite.doors.http import HttpDoor
engine = Engine(sys.argv[1] + "/store.db")
with HttpDoor(engine):
    status, _ = engine.handle("DynamoDB_20120810.ListTables", b"{}")
engine.close()
own = {name for name, module in sys.modules.items() if "dynamodb_sqlite" in (getattr(module, "__file__", None) or "")}
print(status, sorted({name.partition(".")[0] for name in own}))
"""


def test_it_works_where_there_is_nothing_but_the_standard_library(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "dynamodb_sqlite", ignore=shutil.ignore_patterns("__pycache__"))

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", ALONE, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert done.stdout == "200 ['dynamodb_sqlite']\n"


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_readmes_examples_run(tmp_path: Path, number: int) -> None:
    (tmp_path / "var").mkdir()

    done = subprocess.run(
        [sys.executable, "-c", EXAMPLES[number]], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_readme_names_every_module_and_command() -> None:
    modules = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert [name for name in sorted(modules) if f"{name}/" not in README] == []
    assert [
        command for command in ("backup", "check", "stats", "serve") if f"dynamodb_sqlite {command} " not in README
    ] == []
