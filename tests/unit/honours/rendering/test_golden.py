"""Every paper is drawn to the very pixel as it was when somebody last looked at it.

Where a change is meant: look at the new pictures, which a failing test leaves in its folder, then write the hashes anew by
`SHOUWANG_GOLDEN=write pytest tests/unit/honours/rendering/test_golden.py`.
"""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from shouwang.honours.rendering import CardText, CertificateText, render_card, render_certificate
from shouwang_local.force.portrait import portrait
from tests.unit.honours.rendering.sample import COMMENDATION, HARD_NAMES, HONOUR, SERVICE, TRAINING, opened

FILE = Path(__file__).with_name("golden.json")
CARD = CardText(
    "李守义", "01-01-0427", "夜市中队", "守望义警志愿巡防队", date(2027, 12, 31), "https://v.example.cn/c/7KQ4M2XD"
)


def _share(text: CertificateText) -> Callable[[], bytes]:
    return partial(render_certificate, text)


PAPERS: dict[str, Callable[[], bytes]] = {
    "honour": _share(HONOUR),
    "training": _share(TRAINING),
    "service": _share(SERVICE),
    "commendation": _share(COMMENDATION),
    "a-name-on-two-lines": _share(replace(HONOUR, holder=HARD_NAMES[3])),
    "a-name-of-fifty-characters": _share(replace(HONOUR, holder=HARD_NAMES[-1])),
    "honour-a4": partial(render_certificate, HONOUR, "a4"),
    "card": lambda: render_card(CARD, portrait()),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_looks_as_it_did_when_it_was_last_looked_at(paper: str, tmp_path: Path) -> None:
    picture = PAPERS[paper]()
    (tmp_path / f"{paper}.jpg").write_bytes(picture)
    image = opened(picture)

    found = {"size": list(image.size), "pixels": hashlib.sha256(image.tobytes()).hexdigest()}

    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    if os.environ.get("SHOUWANG_GOLDEN") == "write":
        known[paper] = found
        FILE.write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n")
    assert found == known[paper], f"look at {tmp_path / f'{paper}.jpg'}"


def test_nothing_is_kept_of_a_paper_that_is_drawn_no_more() -> None:
    assert json.loads(FILE.read_text()).keys() == PAPERS.keys()


def test_one_stroke_more_is_another_picture() -> None:
    pixels = {opened(render_certificate(replace(HONOUR, holder=name))).tobytes() for name in ("李守义", "李守乂")}

    assert len(pixels) == 2
