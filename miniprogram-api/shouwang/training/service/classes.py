"""Offline classes: announced, attended by code or by a leader's mark; a course without a quiz is passed by attending."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import LEADERS, Actor, within
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Fault, Invalid
from shouwang.platform import audit
from shouwang.platform.dynamo import Conflict, Page, Writes, commit
from shouwang.platform.keys import Keys
from shouwang.platform.once import Once
from shouwang.training import rules, store
from shouwang.training.models import Attendance, Course, OfflineClass
from shouwang.training.service.passes import attended_events
from shouwang.training.service.training import Training

_MAY = (*rules.TRAINERS, *LEADERS)
_TRIES = 5


class Volunteer(Protocol):
    """A volunteer, as far as attendance needs one."""

    @property
    def person_id(self) -> str:
        """Who it is."""
        ...

    @property
    def name(self) -> str:
        """The name."""
        ...

    @property
    def volunteer_number(self) -> str:
        """The number."""
        ...

    @property
    def unit_path(self) -> str:
        """The unit."""
        ...


class Volunteers(Protocol):
    """The roster, as far as attendance needs it."""

    def volunteer_for(self, actor: Actor, number: str) -> Volunteer:
        """A volunteer as the staff of the own units see one. Raises: NoSuchVolunteer."""
        ...


class CodeShown(msgspec.Struct, frozen=True):
    """The code to show in the room, and how long it is shown. Units: seconds."""

    code: str
    seconds_left: int


class Attended(msgspec.Struct, frozen=True):
    """A class attended, and whether that finished the course."""

    class_id: str
    at: datetime
    finished: bool


class Classes(msgspec.Struct, frozen=True):
    """线下课."""

    training: Training
    volunteers: Volunteers
    keys: Keys
    now: Clock
    new_id: NewId

    def announce(self, actor: Actor, once: Once, wanted: OfflineClass) -> OfflineClass:
        """Announce a class for a unit and all below. Raises: NoSuchCourse, Invalid. Cost: 2 requests."""
        self.training.require_course(wanted.course_id)
        faults = [] if actor.covers(wanted.unit_path, *_MAY) else [Fault("/unit_path", "不是你带的单位")]
        if not wanted.starts_at < wanted.ends_at:
            faults.append(Fault("/ends_at", "要在开始之后"))
        if faults:
            raise Invalid(faults=faults)
        held = replace(wanted, class_id=self.new_id(), held_by=actor.person_id)
        commit(store.new_class(held), once.record(held, at=self.now(), status=201))
        return held

    def of_course(self, actor: Actor, course_id: str) -> Sequence[OfflineClass]:
        """A course's classes that concern a person: of the units above one's own, or of those one leads. Cost: 1."""
        return [held for held in store.classes(course_id) if self._concerns(actor, held)]

    def code(self, actor: Actor, course_id: str, class_id: str) -> CodeShown:
        """The code to show in the room. Raises: NoSuchClass. Cost: 1 request."""
        held = self._led(actor, course_id, class_id)
        now = self.now()
        left = rules.CLASS_CODE_S - int(now.timestamp()) % rules.CLASS_CODE_S
        return CodeShown(rules.class_code(self.keys["quiz"], held.class_id, now), left)

    def attend(self, actor: Actor, course_id: str, class_id: str, code: str) -> Attended:
        """Sign in with the code shown in the room; again changes nothing. Raises: NoSuchClass, CodeWrong, NotInSession."""
        held = rules.require_held(store.fetch_class(course_id, class_id))
        if not self._concerns(actor, held):
            raise rules.NoSuchClass
        rules.require_code(self.keys["quiz"], held, code, self.now())
        there = Attendance(actor.person_id, actor.name, actor.volunteer_number or "", self.now(), "code")
        return self._record(held, there)

    def mark(self, actor: Actor, course_id: str, class_id: str, numbers: Sequence[str]) -> Sequence[Attended]:
        """A leader marks who was there, by number. Raises: NoSuchClass, NoSuchVolunteer. Cost: 5 requests each."""
        held = self._led(actor, course_id, class_id)
        people = [self.volunteers.volunteer_for(actor, number) for number in dict.fromkeys(numbers)]
        return [
            self._record(held, Attendance(p.person_id, p.name, p.volunteer_number, self.now(), actor.person_id))
            for p in people
        ]

    def attendance(self, actor: Actor, course_id: str, class_id: str, cursor: str | None) -> Page[Attendance]:
        """A page of who was there. Raises: NoSuchClass. Cost: 2 requests."""
        return store.attendance(self._led(actor, course_id, class_id).class_id, cursor)

    def _led(self, actor: Actor, course_id: str, class_id: str) -> OfflineClass:
        held = rules.require_held(store.fetch_class(course_id, class_id))
        if not actor.covers(held.unit_path, *_MAY):
            raise rules.NoSuchClass
        return held

    def _concerns(self, actor: Actor, held: OfflineClass) -> bool:
        mine = actor.unit_path is not None and within(actor.unit_path, held.unit_path)
        return mine or actor.covers(held.unit_path, *_MAY)

    def _record(self, held: OfflineClass, there: Attendance) -> Attended:
        """One person's attendance, and the pass that it is for a course without a quiz."""
        course = self.training.require_course(held.course_id)
        for _ in range(_TRIES):
            try:
                commit(store.attended(held.class_id, there), self._line(held, there), self._pass(course, held, there))
            except store.AlreadyThere:
                return Attended(held.class_id, there.at, finished=not course.quiz.draw)
            except store.Moved:
                continue
            return Attended(held.class_id, there.at, finished=not course.quiz.draw)
        raise Conflict

    def _pass(self, course: Course, held: OfflineClass, there: Attendance) -> Writes:
        if course.quiz.draw:
            return Writes()
        standing = store.fetch_standing(there.person_id, course.course_id)
        after = rules.attended(standing, course, there.at)
        return store.kept_standing(after) + attended_events(course, held, standing, after, there.at)

    def _line(self, held: OfflineClass, there: Attendance) -> Writes:
        facts = {"class": held.class_id, "number": there.volunteer_number}
        return audit.note(f"class {held.class_id}", "attended", there.marked_by, self.now(), self.new_id(), facts)
