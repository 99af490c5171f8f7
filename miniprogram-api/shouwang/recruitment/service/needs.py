"""What recruitment needs of other slices, and no more."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from shouwang.kernel.actor import Actor
from shouwang.platform.dynamo import Writes
from shouwang.platform.vault import Vault
from shouwang.recruitment.rules.force import Force


class Person(Protocol):
    """A person, as identity keeps one."""

    @property
    def phone_sealed(self) -> bytes | None:
        """The phone number, class S."""
        ...

    @property
    def phone_tail(self) -> str:
        """Its last four digits."""
        ...


class People(Protocol):
    """身份."""

    def staff(self, now: datetime) -> Iterable[Actor]:
        """Everybody who holds a role beside applicant and volunteer, as a session would carry them."""
        ...

    def require_person(self, person_id: str) -> Person:
        """A person by id."""
        ...


class Unit(Protocol):
    """A unit, as the roster keeps one."""

    @property
    def path(self) -> str:
        """Its place in the tree."""
        ...

    @property
    def number_prefix(self) -> str:
        """What its numbers begin with; empty where none are given."""
        ...


class Roster(Protocol):
    """队伍."""

    def force(self) -> Force:
        """The data of the force."""
        ...

    def units(self) -> Iterable[Unit]:
        """Every unit."""
        ...

    def number_writes(
        self, unit_path: str, person_id: str, name: str, *, joined_on: date, cover_until: date | None = None
    ) -> tuple[str, Writes]:
        """The next number of a squadron and the writes that give it; a lost race shows as a Conflict at commit."""
        ...


def phone_of(vault: Vault, people: People, person_id: str) -> str:
    """A person's phone number, empty before one was bound. Cost: 1 request."""
    sealed = people.require_person(person_id).phone_sealed
    return vault.open(sealed, place=f"people|{person_id}|phone") if sealed else ""


def phone_index(vault: Vault, phone: str) -> str:
    """The blind index of a phone number, the same wherever a number is kept."""
    return vault.index("phone", phone)
