"""What a leader does about weekly patterns, and about places that were missed."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import msgspec

from shouwang.duty.models import Attendance, Holidays, Pattern
from shouwang.duty.service import Patterns
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, delete, get, post, roles

_leader = roles(*LEADERS)


class PatternAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A weekly pattern. Shapes: `begins` as 19:30 by China's clock; weekdays 1 (Monday) to 7."""

    unit_path: str
    point_number: str
    duty_type: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    weekdays: Annotated[list[int], msgspec.Meta(max_length=7)]
    begins: Annotated[str, msgspec.Meta(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    lasts_min: int
    capacity: int
    first: date
    last: date | None = None
    minimum_team: int = 3
    qualification: str | None = None
    holidays: Holidays = Holidays.AS_USUAL

    def pattern(self) -> Pattern:
        """The pattern as the rules look at it."""
        hours, minutes = self.begins.split(":")
        return Pattern(
            pattern_id="",
            unit_path=self.unit_path,
            point_number=self.point_number,
            duty_type=self.duty_type,
            weekdays=tuple(self.weekdays),
            begins_min=int(hours) * 60 + int(minutes),
            lasts_min=self.lasts_min,
            capacity=self.capacity,
            first=self.first,
            last=self.last,
            minimum_team=self.minimum_team,
            qualification=self.qualification,
            holidays=self.holidays,
        )


class UnitAsk(msgspec.Struct):
    """Which unit; one's own by default."""

    unit: str | None = None


class ExcuseAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why."""

    reason: Annotated[str, msgspec.Meta(max_length=2000)]


class PatternsShown(msgspec.Struct):
    """A unit's own patterns."""

    items: Sequence[Pattern]


class PatternRoutes:
    """Weekly patterns of the units that the person leads."""

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns

    @get("/v1/shift-patterns", who=_leader, summary="看排班模板")
    def show(self, actor: Actor, query: UnitAsk) -> PatternsShown:
        """Patterns of a unit."""
        return PatternsShown(self.patterns.of_unit(actor, query.unit))

    @post("/v1/shift-patterns", who=_leader, status=201, summary="建排班模板，往后两周的班当时就排出来")
    def create(self, actor: Actor, once: Once, body: PatternAsk) -> Pattern:
        """A pattern; each night plans the next day of it."""
        return self.patterns.create(actor, once, body.pattern())

    @delete("/v1/shift-patterns/{pattern_id}", who=_leader, summary="停掉排班模板，已经排出来的班还在")
    def end(self, actor: Actor, pattern_id: str, query: UnitAsk) -> None:
        """No more shifts of it."""
        self.patterns.end(actor, query.unit, pattern_id)

    @post("/v1/shifts/{shift_id}/roster/{person_id}/excuse", who=_leader, summary="销一次缺勤，要写理由")
    def excuse(self, actor: Actor, shift_id: str, person_id: str, body: ExcuseAsk) -> Attendance:
        """A missed place excused; the points it cost come back."""
        return self.patterns.excuse(actor, shift_id, person_id, body.reason)


def patterns_api(patterns: Patterns) -> Api:
    """Routes of weekly patterns."""
    return Api.of("duty_patterns", PatternRoutes(patterns))
