"""Fonts that do not depend on what was built on this machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pylopdf_fonts_zh_cn import sans_path

from shouwang.honours.rendering import fonts, gallery, pen

REMEMBERED = (fonts.font_chain, fonts.face_of, pen.em_width, pen.is_dense, pen._mask)


def forget() -> None:
    for remembered in REMEMBERED:
        remembered.cache_clear()


@pytest.fixture(autouse=True)
def only_the_default_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(fonts, "rare_fonts_dir", lambda: None)
    forget()
    yield
    forget()


@pytest.fixture
def a_rare_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A second font in the chain, and a character that only it has."""
    for name in fonts.RARE_FONTS:
        shutil.copyfile(str(sans_path()), tmp_path / name)
    monkeypatch.setattr(fonts, "rare_fonts_dir", lambda: tmp_path)
    forget()
    return "𥫗"


@pytest.fixture
def no_art(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(gallery, "art_dir", lambda: tmp_path)
    return tmp_path
