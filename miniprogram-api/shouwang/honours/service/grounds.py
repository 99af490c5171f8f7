"""What medals are given for, counted: hours from duty, deeds from the points ledger, years from the roster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

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
    def courses(self) -> int:
        """Courses passed."""
        ...

    @property
    def weeks(self) -> Sequence[str]:
        """Weeks with a duty."""
        ...


@dataclass(frozen=True, slots=True)
class Grounds:
    """勋章的依据."""

    service: Callable[[str], Service]
    deeds: Callable[[str], Deeds]
    joined_on: Callable[[str], date | None]
    now: Clock

    def of(self, person_id: str) -> Done:
        """What a person has done so far; the years are not looked at. Cost: 2 requests."""
        service, deeds = self.service(person_id), self.deeds(person_id)
        return Done(
            minutes_measured=service.minutes_measured,
            patrols=service.patrols,
            nights=deeds.nights,
            call_outs=deeds.call_outs,
            courses=deeds.courses,
            streak_weeks=longest_streak(deeds.weeks),
        )

    def with_years(self, person_id: str) -> Done:
        """And for how many years. Cost: 4 requests."""
        joined_on = self.joined_on(person_id)
        years = years_between(joined_on, local_day(self.now())) if joined_on else None
        return replace(self.of(person_id), years=years)
