"""What the yearly award desk needs of assessment 考核: the year's record of people and squadrons."""

from collections.abc import Sequence
from typing import Protocol

from shouwang.kernel.actor import Actor

Facts = tuple[tuple[str, str], ...]


class PersonPlace(Protocol):
    """A volunteer on the year's ranking."""

    @property
    def number(self) -> str:
        """编号."""
        ...

    @property
    def name(self) -> str:
        """The name."""
        ...

    @property
    def place(self) -> int:
        """名次; equal points share one."""
        ...

    @property
    def points(self) -> int:
        """积分."""
        ...


class SquadronPlace(Protocol):
    """A squadron on the year's ranking."""

    @property
    def unit_path(self) -> str:
        """Its place in the force."""
        ...

    @property
    def place(self) -> int:
        """名次 by points a head."""
        ...

    @property
    def members(self) -> int:
        """人数."""
        ...

    @property
    def per_head_x100(self) -> int:
        """Hundredths of a point a head."""
        ...


class Head(Protocol):
    """The head of the year's ranking."""

    @property
    def places(self) -> Sequence[PersonPlace]:
        """Volunteers."""
        ...

    @property
    def units(self) -> Sequence[SquadronPlace]:
        """Squadrons."""
        ...


class Record(Protocol):
    """考核, as far as a shortlist needs it."""

    def of_volunteer(self, person_id: str, year: int) -> Facts:
        """A volunteer's year: points, hours, duties, marks."""
        ...

    def suggested(self, actor: Actor, year: int) -> Head:
        """The head of the year's ranking. Raises: NotFound."""
        ...

    def of_squadron(self, actor: Actor, unit_path: str, year: int) -> Facts:
        """A squadron's year, by the head. Raises: NotFound for a unit that is no squadron."""
        ...
