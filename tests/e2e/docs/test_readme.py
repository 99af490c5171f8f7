"""What the pages name exists: commands, targets, files, links, routes, settings, problems."""

import importlib.util
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from shouwang.app import FUNCTIONS
from shouwang.settings import Settings
from shouwang_local.contract import all_problems, local_house

READMES = [Path("README.md"), Path("README.zh-CN.md")]
PAGES = [*READMES, *(Path(name) for name in ("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"))]
PAGES += sorted(Path("docs").rglob("*.md"))
PACKAGES = sorted(Path("local").glob("*/README.md"))  # pages of packages that stand alone: their routes are their own

METHODS = "GET|POST|PUT|DELETE|PATCH"
MADE = ("var/", "build/", "docs/proofs.json")  # not in a fresh clone: what runs, packaging and `make prove` leave
OF_TESTS = {"SHOUWANG_PROVE", "SHOUWANG_STORE_FAULTS"}  # read by the test suite, not by a deployment

each_page = pytest.mark.parametrize("leaf", PAGES, ids=str)


def blocks_of(leaf: Path) -> list[str]:
    """The lines of all code blocks, comments and continuations cut off."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", leaf.read_text(), re.M | re.S)
    return [line.partition("  #")[0].rstrip() for block in blocks for line in block.splitlines() if line.strip()]


def spans_of(leaf: Path) -> list[str]:
    """What stands between backticks within a line."""
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", leaf.read_text())


def commands_of(leaf: Path) -> list[str]:
    """Everything on a page that can be typed."""
    return [*blocks_of(leaf), *spans_of(leaf)]


@cache
def targets() -> set[str]:
    """The targets of the Makefile that `make help` explains."""
    told = subprocess.run(["make", "help"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^  make ([a-z-]+) +\S", told, re.M))


@cache
def routes() -> set[str]:
    """Every route of the house, `GET /v1/shifts/{}`."""
    with local_house() as house:
        return {_nameless(f"{r.method} {r.path}") for r in house.app(*FUNCTIONS).routes}


def _nameless(route: str) -> str:
    return re.sub(r"\{\w+\}", "{}", route)


@pytest.mark.parametrize("leaf", READMES, ids=str)
def test_every_line_of_a_code_block_begins_with_something_that_exists(leaf: Path) -> None:
    words = [line.split()[0] for line in blocks_of(leaf)]

    assert len(words) >= 5
    assert [word for word in words if not (shutil.which(word) or Path(word).exists())] == []


@each_page
def test_every_make_target_is_there_and_explained(leaf: Path) -> None:
    named = {name for command in commands_of(leaf) for name in re.findall(r"^make ([a-z-]+)", command)}

    assert named - targets() == set()


def test_the_readme_names_every_target_that_a_user_needs() -> None:
    named = {name for command in commands_of(READMES[0]) for name in re.findall(r"^make ([a-z-]+)", command)}

    assert named >= {"run", "demo", "test", "prove", "bench", "check", "admin", "help"}


def pythons() -> list[str]:
    """Every `python -m module command` and `python file.py` that any page tells to type."""
    lines = [line for leaf in [*PAGES, *PACKAGES] for line in commands_of(leaf)]
    found = (re.match(r"(?:\.venv/bin/)?python3? (-m [\w.]+(?: [a-z]+)?|[\w/.-]+\.py)", line) for line in lines)
    return sorted({match[1] for match in found if match})


@pytest.mark.parametrize("typed", pythons())
def test_every_python_command_starts(typed: str) -> None:
    if typed.endswith(".py"):
        assert Path(typed).is_file()
        return
    module = typed.split()[1]
    assert importlib.util.find_spec(module) is not None

    asked = subprocess.run([sys.executable, *typed.split(), "--help"], capture_output=True, text=True, check=False)

    assert (asked.returncode, asked.stderr) == (0, "")


@pytest.mark.parametrize("leaf", [*PAGES, *PACKAGES], ids=str)
def test_every_relative_link_leads_to_a_file(leaf: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)\s#]+)", leaf.read_text())

    assert [link for link in links if not (leaf.parent / link).exists()] == []


@each_page
def test_every_file_that_is_named_exists(leaf: Path) -> None:
    named = [
        span for span in spans_of(leaf) if re.fullmatch(r"[\w.-]+(/[\w.-]+)+\.(md|py|json|ya?ml|sh|css|js|toml)", span)
    ]
    roots = [Path(), leaf.parent, Path("miniprogram-api/shouwang"), Path("local")]

    gone = [name for name in named if not any((root / name).exists() for root in roots)]

    assert [name for name in gone if not name.startswith(MADE)] == []


@each_page
def test_every_route_that_is_named_exists(leaf: Path) -> None:
    found = re.findall(
        rf"\b((?:(?:{METHODS})[ ,·]+)+)(/(?:v1|c|verify|wechat|console|status|hours-log)\b[\w./{{}}-]*)",
        leaf.read_text(),
    )
    named = {
        _nameless(f"{method} {path.rstrip('.')}") for methods, path in found for method in re.findall(METHODS, methods)
    }

    assert named - routes() == set()


@each_page
def test_every_setting_that_is_named_exists(leaf: Path) -> None:
    known = {"SHOUWANG_" + name.upper() for name in Settings.__struct_fields__}
    named = set(re.findall(r"SHOUWANG_[A-Z][A-Z_]*[A-Z]", leaf.read_text()))

    assert {name for name in named - known if name.removesuffix("_FILE") not in known} - OF_TESTS == set()


@each_page
def test_every_problem_that_is_named_exists(leaf: Path) -> None:
    named = set(re.findall(r"/problems/([a-z0-9-]+)", leaf.read_text()))

    assert named - {problem.slug for problem in all_problems()} == set()


def test_both_readmes_tell_the_same_commands() -> None:
    english, chinese = (
        [line for line in blocks_of(readme) if line.startswith(("make", ".venv"))] for readme in READMES
    )

    assert english == chinese
