"""Who honours are given to: what this slice needs of the roster."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from shouwang.honours.models import Holder, Rack
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import NotFound


class Volunteer(Protocol):
    """A volunteer, as far as an award needs to know them."""

    @property
    def person_id(self) -> str:
        """Who it is."""
        ...

    @property
    def volunteer_number(self) -> str:
        """编号."""
        ...

    @property
    def name(self) -> str:
        """The name as the card spells it."""
        ...

    @property
    def unit_path(self) -> str:
        """Where they serve."""
        ...

    @property
    def status(self) -> str:
        """Where they stand: `active` while they serve."""
        ...


class Unit(Protocol):
    """A unit, as far as an award needs to know it."""

    @property
    def name(self) -> str:
        """What is written."""
        ...


class Listed(Protocol):
    """A page of volunteers."""

    @property
    def items(self) -> Sequence[Volunteer]:
        """Who is on it."""
        ...

    @property
    def cursor(self) -> str | None:
        """Where to go on."""
        ...


class Roster(Protocol):
    """队伍, as far as awards need it."""

    def volunteer(self, number: str) -> Volunteer:
        """The volunteer of a number. Raises: a Problem."""
        ...

    def volunteer_of(self, person_id: str) -> Volunteer | None:
        """The volunteer a person is, if any."""
        ...

    def volunteers_for(self, actor: Actor, unit_path: str | None, cursor: str | None, limit: int) -> Listed:
        """A page of the volunteers of a unit and all below. Raises: a Problem outside the actor's scope."""
        ...

    def unit(self, path: str) -> Unit:
        """A unit. Raises: a Problem."""
        ...


class Decorated(msgspec.Struct, frozen=True):
    """A volunteer with their medals in one line."""

    volunteer: Volunteer
    rack: Rack


class Holders(msgspec.Struct, frozen=True):
    """Finds who gets an award, with all that will be written of them."""

    roster: Roster

    def by_number(self, number: str) -> Holder:
        """The volunteer of a number. Raises: the roster's refusal. Cost: 1 request."""
        return self.of_volunteer(self.roster.volunteer(number))

    def by_person(self, person_id: str) -> Holder | None:
        """The volunteer a person is, if any. Cost: 2 requests."""
        volunteer = self.roster.volunteer_of(person_id)
        return self.of_volunteer(volunteer) if volunteer else None

    def on_duty_roll(self, person_id: str) -> Holder | None:
        """The volunteer a person is, while the roster counts them as serving. Cost: 2 requests."""
        volunteer = self.roster.volunteer_of(person_id)
        return self.of_volunteer(volunteer) if volunteer and volunteer.status == "active" else None

    def require_person(self, person_id: str) -> Holder:
        """The volunteer a person is. Raises: NotFound. Cost: 2 requests."""
        holder = self.by_person(person_id)
        if holder is None:
            raise NotFound
        return holder

    def of_volunteer(self, volunteer: Volunteer) -> Holder:
        """A volunteer as an honour knows them. Raises: the roster's refusal of a unit. Cost: 0 requests."""
        unit_name = self.roster.unit(volunteer.unit_path).name
        return Holder(volunteer.person_id, volunteer.name, volunteer.volunteer_number, volunteer.unit_path, unit_name)
