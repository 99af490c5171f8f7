from pathlib import Path

import pytest

from shouwang.console.assets import STATIC, Assets
from shouwang_local import assets as tool


def test_a_name_changes_with_the_content_and_only_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("one")
    first = Assets.load(tmp_path).address("a.css")
    again = Assets.load(tmp_path).address("a.css")
    (tmp_path / "a.css").write_text("two")
    changed = Assets.load(tmp_path).address("a.css")

    assert first == again != changed


def test_a_file_is_found_by_its_served_name_and_by_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    assets = Assets.load(tmp_path)

    served = assets.address("a.js").rpartition("/")[2]

    assert assets.find(served) == assets.by_plain_name["a.js"]
    assert assets.find("a.js") is None
    assert assets.find("../pages.py") is None


def test_what_the_build_did_not_copy_has_no_address(tmp_path: Path) -> None:
    assert Assets.load(STATIC, tmp_path / "vendor").address("htmx.min.js") == ""


def test_the_third_party_file_is_copied_from_the_packages(tmp_path: Path) -> None:
    source = tmp_path / "node_modules/htmx.org/dist"
    source.mkdir(parents=True)
    (source / "htmx.min.js").write_text("//")

    copied = tool.copy(tmp_path, tmp_path / "vendor")

    assert copied == [tmp_path / "vendor" / "htmx.min.js"]


def test_packages_that_are_not_there_are_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tool.copy, "__defaults__", (tmp_path, tmp_path / "vendor"))

    code = tool.main()

    assert code == 1
    assert capsys.readouterr().err == f"{tmp_path / tool.FILES[0]} is missing: run `npm ci` first\n"


def test_our_own_style_and_scripts_stay_small() -> None:
    sizes = {file.name: file.stat().st_size for file in STATIC.iterdir() if file.suffix in {".css", ".js"}}

    assert sizes["console.css"] <= 40 * 1024
    assert sizes["console.js"] + sizes["sign_in.js"] <= 12 * 1024
