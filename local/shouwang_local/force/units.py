"""Units 单位 of the demo force: one detachment 支队, 6 brigades 大队, 23 squadrons 中队."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


class Level(StrEnum):
    """How high a unit stands."""

    DETACHMENT = "detachment"
    BRIGADE = "brigade"
    SQUADRON = "squadron"


class Kind(StrEnum):
    """Whether a unit answers for a piece of ground 防区 or for a kind of work 专业."""

    TERRITORIAL = "territorial"
    SPECIALISED = "specialised"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit 单位 with what it mostly does. Shapes: code as `S05`, path as `D1/B02/S05`."""

    code: str
    path: str
    name: str
    level: Level
    kind: Kind
    task: str
    communities: tuple[str, ...]

    @property
    def parent_path(self) -> str | None:
        """The path of the unit above; None for the detachment."""
        return self.path.rpartition("/")[0] or None

    @property
    def number_prefix(self) -> str:
        """What the numbers given by this squadron start with: `02-05`."""
        return "-".join(code[1:] for code in self.path.split("/")[1:])


@cache
def units() -> tuple[Unit, ...]:
    """Every unit, parents before children."""
    table = tomllib.loads((DATA / "units.toml").read_text(encoding="utf-8"))
    top = table["detachment"]
    found = [Unit(top["code"], top["code"], top["name"], Level.DETACHMENT, Kind.TERRITORIAL, "统一指挥", ())]
    for brigade in table["brigades"]:
        communities = tuple(brigade["communities"])
        path = f"{top['code']}/{brigade['code']}"
        found.append(
            Unit(brigade["code"], path, brigade["name"], Level.BRIGADE, Kind.TERRITORIAL, "辖区联防", communities)
        )
        found += [
            Unit(
                code=row["code"],
                path=f"{path}/{row['code']}",
                name=row["name"],
                level=Level.SQUADRON,
                kind=Kind(row["kind"]),
                task=row["task"],
                communities=communities,
            )
            for row in brigade["squadrons"]
        ]
    return tuple(found)


def detachment() -> Unit:
    """The detachment 支队."""
    return units()[0]


def brigades() -> tuple[Unit, ...]:
    """The 6 brigades 大队 by code."""
    return tuple(unit for unit in units() if unit.level is Level.BRIGADE)


def squadrons() -> tuple[Unit, ...]:
    """The 23 squadrons 中队 by code."""
    return tuple(unit for unit in units() if unit.level is Level.SQUADRON)


def unit(code: str) -> Unit:
    """The unit with that code. Raises: KeyError for an unknown code."""
    return {each.code: each for each in units()}[code]
