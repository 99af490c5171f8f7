"""Invented names, as various as a real force's: compound surnames, names with `·`, characters that poor fonts lack."""

import tomllib
from functools import cache
from random import Random
from typing import Any

from shouwang_local.force.draw import earlier_is_commoner
from shouwang_local.force.units import DATA

# One in so many; a little above real life, so that any list of fifty shows some.
ONE_OF_A_MINORITY_IN, ONE_COMPOUND_IN, ONE_SINGLE_IN, ONE_RARE_IN = 28, 60, 7, 45


@cache
def _parts() -> dict[str, Any]:
    return tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))


def name(random: Random) -> str:
    """One invented name."""
    if random.randrange(ONE_OF_A_MINORITY_IN) == 0:
        return _minority_name(random)
    parts = _parts()
    compound = random.randrange(ONE_COMPOUND_IN) == 0
    surname = random.choice(parts["compound_surnames"]) if compound else earlier_is_commoner(random, parts["surnames"])
    return f"{surname}{_given_name(random)}"


def _given_name(random: Random) -> str:
    parts = _parts()
    if random.randrange(ONE_RARE_IN) == 0:
        first = random.choice(parts["given_first"]) if random.randrange(2) else ""
        return first + str(random.choice(parts["rare_given"]))
    if random.randrange(ONE_SINGLE_IN) == 0:
        return str(random.choice(parts["given_one"]))
    return str(random.choice(parts["given_first"]) + random.choice(parts["given_second"]))


def _minority_name(random: Random) -> str:
    parts = _parts()
    if random.randrange(4) == 0:
        return str(random.choice(parts["single_of_minorities"]))
    return f"{random.choice(parts['given_of_minorities'])}·{random.choice(parts['family_of_minorities'])}"
