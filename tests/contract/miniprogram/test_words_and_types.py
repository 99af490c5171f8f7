"""The mini-program against what it stands on: the API's problems, WeChat's types, its own tokens, its package."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from shouwang_local.contract import all_problems

ROOT = Path(__file__).resolve().parents[3]
MINI = ROOT / "miniprogram"
FORBIDDEN = ("系统", "异常", "操作", "提交失败", "错误", "非法", "无效")
LONGEST_TITLE = 14
# Raw bytes of each package. Source: reference miniprogram-design.md section 10; WeChat's own caps below
MOST_BYTES = {
    "main": 900_000,
    "apply": 300_000,
    "train": 250_000,
    "honours": 300_000,
    "me": 300_000,
    "leader": 200_000,
}
WECHATS_PACKAGE, WECHATS_WHOLE = 2 * 1024 * 1024, 20 * 1024 * 1024


def node(*arguments: str) -> str:
    """What a node program says. Raises: AssertionError with its complaint."""
    done = subprocess.run(["node", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def words() -> dict[str, list[str]]:
    """Slug to title, detail, act."""
    return json.loads(node("-p", "JSON.stringify(require('./miniprogram/utils/words').table)"))


def test_every_problem_of_the_api_has_its_words_and_no_other(words):
    slugs = {kind.slug for kind in all_problems()}

    assert (slugs - words.keys(), words.keys() - slugs) == (set(), set())


def test_the_words_are_those_of_a_neighbour(words):
    long = {slug: title for slug, (title, _, _) in words.items() if len(title) > LONGEST_TITLE}
    cold = {slug: told for slug, told in words.items() if any(word in "".join(told) for word in (*FORBIDDEN, "你"))}
    empty = {slug for slug, told in words.items() if not all(told)}

    assert (long, cold, empty) == ({}, {}, set())


def test_the_sources_agree_with_wechats_types():
    done = subprocess.run(["node_modules/.bin/tsc", "-p", "miniprogram"], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout == ""


def test_one_module_alone_names_wx():
    sources = {path.relative_to(MINI).as_posix(): path.read_text() for path in MINI.rglob("*.js")}
    naming = {name for name, text in sources.items() if "wx." in text and "const wx = require(" not in text}

    assert naming == {"utils/wx.js"}


def test_every_call_of_the_browser_phone_is_one_of_wechats():
    types = (ROOT / "node_modules/miniprogram-api-typings/types/wx/lib.wx.api.d.ts").read_text()
    known = set(re.findall(r"^ {8}(\w+)[<(]", types, re.MULTILINE))
    shims = "\n".join(path.read_text() for path in (ROOT / "local/phone/host/shims").glob("*.js"))
    ours = set(re.findall(r"^  (\w+):", shims, re.MULTILINE)) - {"yes", "no"}
    used = set(re.findall(r"\bwx\.(\w+)", (MINI / "utils/wx.js").read_text()))

    assert (ours - known, used - ours) == (set(), set())


def test_night_has_the_same_tokens_however_it_came():
    style = (MINI / "styles/tokens.wxss").read_text()
    by_system, by_choice = re.findall(r"--paper: #12110f;(.*?)\}", style, re.DOTALL)

    assert by_system.split() == by_choice.split()


def test_no_style_but_the_tokens_names_a_colour():
    coloured = {
        path.relative_to(MINI).as_posix()
        for path in MINI.rglob("*.wxss")
        if re.search(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"url\(.*?\)", "", path.read_text()))
    }

    assert coloured == {"styles/tokens.wxss"}


def test_the_packages_are_small():
    app = json.loads((MINI / "app.json").read_text())
    sizes = {sub["root"]: size_of(MINI / sub["root"]) for sub in app["subpackages"]}
    sizes["main"] = size_of(MINI) - sum(sizes.values())

    assert sizes.keys() == MOST_BYTES.keys()
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES[name]} == {}
    assert max(MOST_BYTES.values()) <= WECHATS_PACKAGE and sum(MOST_BYTES.values()) <= WECHATS_WHOLE


def size_of(folder: Path) -> int:
    """Bytes of all that WeChat would pack. Units: raw bytes."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and p.suffix not in {".md", ".ts"})
