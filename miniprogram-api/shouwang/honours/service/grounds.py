"""What medals are given for, counted: hours by duty, deeds by the points ledger, years by the roster, courses by training."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Protocol

import msgspec
from msgspec.structs import replace

from shouwang.honours.models import Done
from shouwang.honours.rules import longest_streak, years_between
from shouwang.kernel.clock import Clock, local_day


class Service(Protocol):
    """Hours and duties, as duty counts them."""

    @property
    def minutes_measured(self) -> int:
        """Measured at both ends."""
        ...

    @property
    def patrols(self) -> int:
        """Duties with credited time."""
        ...


class Deeds(Protocol):
    """Deeds, as the points ledger counts them."""

    @property
    def nights(self) -> int:
        """Duties in the night."""
        ...

    @property
    def call_outs(self) -> int:
        """Call-outs answered with arrival."""
        ...

    @property
    def weeks(self) -> Sequence[str]:
        """Weeks with a duty."""
        ...

    @property
    def duty_types(self) -> Collection[str]:
        """Types of duty with time served."""
        ...


class RequiredSet(Protocol):
    """必修, as training counts it."""

    @property
    def courses(self) -> int:
        """How many are required."""
        ...

    @property
    def held(self) -> int:
        """Of how many the pass holds."""
        ...


class Member(Protocol):
    """A volunteer, as far as grounds go."""

    @property
    def person_id(self) -> str:
        """Who it is."""
        ...

    @property
    def unit_path(self) -> str:
        """Where they serve."""
        ...

    @property
    def joined_on(self) -> date:
        """Since when."""
        ...


class Grounds(msgspec.Struct, frozen=True):
    """勋章的依据. `required` counts the courses required of a volunteer who has served in duties of these types."""

    service: Callable[[str], Service]
    deeds: Callable[[str], Deeds]
    member: Callable[[str], Member | None]
    required: Callable[[Member, Collection[str]], RequiredSet]
    now: Clock

    def of(self, person_id: str) -> Done:
        """What a person has done so far by every duty; years and courses are not looked at. Cost: 2 requests."""
        return _done(self.service(person_id), self.deeds(person_id))

    def whole(self, person_id: str) -> Done:
        """And for how many years, and how far with the required courses. Cost: 7 requests."""
        member = self.member(person_id)
        if member is None:
            return self.of(person_id)
        return self.of_member(member, self.service(person_id))

    def of_member(self, member: Member, service: Service) -> Done:
        """The same of a member and hours that were read already. Cost: 4 requests."""
        deeds = self.deeds(member.person_id)
        done = _done(service, deeds)
        years = years_between(member.joined_on, local_day(self.now()))
        required = self.required(member, deeds.duty_types)
        counted = replace(done, courses=required.held, courses_required=required.courses)
        return replace(counted, years=years, joined_on=member.joined_on)


def _done(service: Service, deeds: Deeds) -> Done:
    return Done(
        minutes_measured=service.minutes_measured,
        patrols=service.patrols,
        nights=deeds.nights,
        call_outs=deeds.call_outs,
        streak_weeks=longest_streak(deeds.weeks),
    )
