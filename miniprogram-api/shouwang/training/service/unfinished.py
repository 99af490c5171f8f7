"""Who has not finished a course, by unit; who is told that a pass ends soon."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.fresh import require_fresh
from shouwang.platform import jobs
from shouwang.platform.dynamo import Page, commit
from shouwang.platform.job_files import JobFiles
from shouwang.platform.jobs import Job, Progress, Step
from shouwang.platform.once import Once
from shouwang.platform.outbox import AlreadyEmitted, emit
from shouwang.training import rules, store
from shouwang.training.models import Course, CourseState, Learner, Standing
from shouwang.training.service.classes import Volunteer
from shouwang.training.service.training import Training

REMIND_DAYS = (30, 7)  # before a pass ends. Source: decision 0101
_MAY = (*rules.TRAINERS, *LEADERS)
_BATCH = 100
_HEADER = ("编号", "姓名", "单位", "情况", "最好成绩", "有效期到", "最晚学完")


class Unfinished(msgspec.Struct, frozen=True):
    """A volunteer who lacks a pass that counts today, and why; `due_on` is the day until which it is required."""

    volunteer_number: str
    name: str
    unit_path: str
    state: str
    best_score: int | None
    valid_until: date | None
    due_on: date | None = None


class ExportAsked(msgspec.Struct, frozen=True):
    """Where to see how far it is, and to fetch the file."""

    job_id: str


class FollowUp(msgspec.Struct, frozen=True):
    """督学. `page_of` gives a page of a unit's volunteers as an actor may see them, `everyone` all of them.

    `learner` tells who somebody is, as far as a course goes by it.
    """

    training: Training
    page_of: Callable[[Actor, str | None, str | None], tuple[Sequence[Volunteer], str | None]]
    everyone: Callable[[str], Iterable[Volunteer]]
    learner: Callable[[Volunteer, Course], Learner]
    files: JobFiles
    now: Clock

    def unfinished(self, actor: Actor, course_id: str, unit: str | None, cursor: str | None) -> Page[Unfinished]:
        """Those of a page of a unit's volunteers who have not finished, of who must; of everybody where nobody must.

        Raises: NoSuchCourse, NoSuchUnit. Cost: 3 requests; 1 more a volunteer where the course goes by posts or duties.
        """
        course = self.training.require_course(course_id)
        people, more = self.page_of(actor, unit, cursor)
        return Page(self._lacking(course, people), more)

    def export(self, actor: Actor, once: Once, course_id: str, unit: str, format_: str) -> ExportAsked:
        """Ask for the whole list of a unit as a file. Raises: NoSuchCourse, NoSuchUnit, StepUpNeeded. Cost: 3 requests."""
        self.training.require_course(course_id)
        self.page_of(actor, unit, None)
        require_fresh(actor, self.now())
        job_id = f"unfinished-{once.source}"
        needs = tuple(grant for grant in actor.grants if grant.role in _MAY)
        told = {"course_id": course_id, "unit": unit, "format": format_}
        asked = jobs.ask("unfinished", told, job_id=job_id, by=actor.person_id, at=self.now(), needs=needs)
        commit(asked, once.record(ExportAsked(job_id), at=self.now(), status=202))
        return ExportAsked(job_id)

    def step(self, job: Job) -> Progress:
        """Make the file, in one step: a force of thousands is a few dozen requests."""
        course = self.training.require_course(job.arguments["course_id"])
        lines: list[Unfinished] = []
        batch: list[Volunteer] = []
        for volunteer in self.everyone(job.arguments["unit"]):
            batch.append(volunteer)
            if len(batch) == _BATCH:
                lines += self._lacking(course, batch)
                batch = []
        lines += self._lacking(course, batch)
        table = [_HEADER, *(_cells(line) for line in lines)]
        content, kind, ending = _FILES[job.arguments["format"]](table)
        name = f"{course.title}-未完成-{local_day(self.now()):%Y%m%d}.{ending}"
        file = self.files.keep(job, 0, name, kind, content)
        return Progress({}, 1, 1, True, {"people": len(lines)}, (file,))

    def remind(self, day: date) -> int:
        """Tell those whose pass ends in so many days after a day, once each; how many. For the nightly work.

        Cost: 1 request for the courses, 1 for each 100 that end, and 1 for each told.
        """
        courses = {course.course_id: course for course in store.courses()}
        return sum(self._remind_of(day + timedelta(days=ahead), ahead, courses) for ahead in REMIND_DAYS)

    def _remind_of(self, ends_on: date, ahead: int, courses: Mapping[str, Course]) -> int:
        told, cursor = 0, None
        while True:
            page = store.ending(ends_on, cursor, _BATCH)
            for person_id, course_id in page.items:
                course = courses.get(course_id)
                if course and course.state is CourseState.PUBLISHED:
                    told += self._tell(person_id, course, ends_on, ahead)
            cursor = page.cursor
            if cursor is None:
                return told

    def _tell(self, person_id: str, course: Course, ends_on: date, ahead: int) -> bool:
        payload = {
            "person_id": person_id,
            "topic": "training",
            "title": f"「{course.title}」还有 {ahead} 天到期",
            "body": f"有效期到 {ends_on.year}年{ends_on.month}月{ends_on.day}日，到期前重学一遍、再考一次，资格就能接上。",
            "link": f"train/course/index?id={course.course_id}",
            "template": "",
            "fields": {},
        }
        source = f"course-ends#{person_id}#{course.course_id}#{ends_on}#{ahead}"
        try:
            commit(emit("notices.tell", payload, at=self.now(), source=source))
        except AlreadyEmitted:
            return False
        return True

    def _lacking(self, course: Course, people: Sequence[Volunteer]) -> list[Unfinished]:
        if rules.has_audience(course):
            people = [p for p in people if rules.must_take(course, self.learner(p, course))]
        standings = store.standings_in(course.course_id, [p.person_id for p in people]) if people else {}
        today = local_day(self.now())
        return [
            Unfinished(
                p.volunteer_number, p.name, p.unit_path, state, *_reached(standings.get(p.person_id)), course.due_on
            )
            for p in people
            if (state := _state(standings.get(p.person_id), today))
        ]


def _reached(standing: Standing | None) -> tuple[int | None, date | None]:
    return (standing.best_score, standing.valid_until) if standing else (None, None)


def _state(standing: Standing | None, today: date) -> str:
    """Why a person has not finished, in words; empty for one who has."""
    if standing is None or (standing.last_started_at is None and standing.valid_until is None):
        return "还没开始"
    if standing.valid_until is None:
        return "还没及格"
    return "" if standing.holds_on(today) else "已经过期"


def _cells(line: Unfinished) -> tuple[str, ...]:
    score = "" if line.best_score is None else str(line.best_score)
    until, due = (day.isoformat() if day else "" for day in (line.valid_until, line.due_on))
    return (line.volunteer_number, line.name, line.unit_path, line.state, score, until, due)


def _csv(table: Sequence[Sequence[str]]) -> tuple[bytes, str, str]:
    out = io.StringIO()
    # A leading quote keeps a spreadsheet from taking a name for a formula.
    csv.writer(out).writerows([f"'{text}" if text[:1] in "=+-@\t" and text else text for text in row] for row in table)
    return out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "csv"


def _xlsx(table: Sequence[Sequence[str]]) -> tuple[bytes, str, str]:
    from shouwang.training.formats.write.excel import write_table  # noqa: PLC0415 -- slow import

    return write_table("未完成", table), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"


_FILES = {"csv": _csv, "xlsx": _xlsx}


def unfinished_export(follow_up: FollowUp) -> Step:
    """The step of the job `unfinished`."""
    return follow_up.step
