"""`make rebuild`: books made anew from the points ledger, person by person, while everything else goes on."""

import os
import sys
import time
from pathlib import Path

from shouwang_local.deployment import Deployment
from shouwang_local.house import open_house

_WIDTH = 40


def main(_: list[str]) -> int:
    """Rebuild everybody's books; say how many were wrong. Memory: one person's books and one month's entries."""
    if "SHOUWANG_STORE" not in os.environ:  # this machine's own deployment; elsewhere the environment says which
        os.environ.update(Deployment(Path("var").resolve()).environment())
    rebuilding = open_house().rebuilding
    squadrons = rebuilding.squadrons()
    people = books = 0
    begun = time.monotonic()
    for place, squadron in enumerate(squadrons, start=1):
        for person_id in rebuilding.people_of(squadron):
            books += rebuilding.person(person_id)
            people += 1
            _show(place / len(squadrons), people)
    print(file=sys.stderr)
    print(f"{people} people in {time.monotonic() - begun:.1f} s, {books} books mended")
    return 0


def _show(share: float, people: int) -> None:
    filled = round(share * _WIDTH)
    print(f"\r[{'#' * filled:<{_WIDTH}}] {share:4.0%}  {people} people", end="", file=sys.stderr, flush=True)
