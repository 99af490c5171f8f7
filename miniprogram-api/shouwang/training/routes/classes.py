"""HTTP of offline classes 线下课: announced, attended, marked."""

from datetime import datetime
from typing import Annotated

import msgspec

from shouwang.kernel.actor import LEADERS, Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, anyone, get, post, roles
from shouwang.training.models import Attendance, OfflineClass
from shouwang.training.rules import TRAINERS
from shouwang.training.service import Attended, Classes, CodeShown

_HOLDERS = roles(*TRAINERS, *LEADERS)


class ClassTold(msgspec.Struct, forbid_unknown_fields=True):
    """A class to announce."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    unit_path: str
    place: Annotated[str, msgspec.Meta(max_length=60)]
    starts_at: datetime
    ends_at: datetime


class ClassesShown(msgspec.Struct):
    """Classes of a course, newest first."""

    items: list[OfflineClass]


class CodeTold(msgspec.Struct, forbid_unknown_fields=True):
    """The code shown in the room."""

    code: Annotated[str, msgspec.Meta(max_length=12)]


class MarksTold(msgspec.Struct, forbid_unknown_fields=True):
    """The numbers of those who were there."""

    numbers: Annotated[list[str], msgspec.Meta(min_length=1, max_length=20)]


class MarksKept(msgspec.Struct):
    """What was recorded, in the order told."""

    items: list[Attended]


class PageAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class AttendanceShown(msgspec.Struct):
    """A page of who was there."""

    items: list[Attendance]
    cursor: str | None


class ClassRoutes:
    """Offline classes."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes

    @get("/v1/courses/{course_id}/classes", who=anyone, summary="这门课的线下课")
    def classes(self, actor: Actor, course_id: str) -> ClassesShown:
        """The classes of a course that concern me."""
        return ClassesShown(list(self._classes.of_course(actor, course_id)))

    @post("/v1/courses/{course_id}/classes", who=_HOLDERS, status=201, summary="安排一堂线下课")
    def announce(self, actor: Actor, once: Once, course_id: str, body: ClassTold) -> OfflineClass:
        """Announce a class."""
        held = OfflineClass(
            class_id="",
            course_id=course_id,
            title=body.title,
            unit_path=body.unit_path,
            place=body.place,
            starts_at=body.starts_at,
            ends_at=body.ends_at,
            held_by=actor.person_id,
        )
        return self._classes.announce(actor, once, held)

    @get("/v1/courses/{course_id}/classes/{class_id}/code", who=_HOLDERS, summary="现场签到码，每分钟换一次")
    def code(self, actor: Actor, course_id: str, class_id: str) -> CodeShown:
        """The code to show in the room."""
        return self._classes.code(actor, course_id, class_id)

    @post("/v1/courses/{course_id}/classes/{class_id}/attend", who=anyone, summary="用现场的码签到")
    def attend(self, actor: Actor, course_id: str, class_id: str, body: CodeTold) -> Attended:
        """Sign in."""
        return self._classes.attend(actor, course_id, class_id, body.code)

    @post("/v1/courses/{course_id}/classes/{class_id}/attendance", who=_HOLDERS, summary="点名：记下到课的人")
    def mark(self, actor: Actor, course_id: str, class_id: str, body: MarksTold) -> MarksKept:
        """A leader marks who was there."""
        return MarksKept(list(self._classes.mark(actor, course_id, class_id, body.numbers)))

    @get("/v1/courses/{course_id}/classes/{class_id}/attendance", who=_HOLDERS, summary="到课名单")
    def attendance(self, actor: Actor, course_id: str, class_id: str, query: PageAsk) -> AttendanceShown:
        """Who was there."""
        page = self._classes.attendance(actor, course_id, class_id, query.cursor)
        return AttendanceShown(list(page.items), page.cursor)


def classes_api(classes: Classes) -> Api:
    """Routes of offline classes."""
    return Api.of("training_classes", ClassRoutes(classes))
