"""Export of a member list 导出名册: a job that writes it in parts, names and phones masked unless there is a reason."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Protocol

import msgspec

from shouwang.kernel.actor import LEADERS, Actor, Grant, Role
from shouwang.kernel.clock import Clock
from shouwang.kernel.fresh import require_fresh
from shouwang.kernel.ids import NewId
from shouwang.kernel.mask import mask_name
from shouwang.kernel.problem import Fault, Invalid
from shouwang.platform import audit, jobs
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.job_files import JobFiles
from shouwang.platform.jobs import Job, Progress
from shouwang.platform.once import Once
from shouwang.platform.sheets import CSV_TYPE, XLSX_TYPE, render_csv, render_xlsx
from shouwang.roster.models import Volunteer
from shouwang.roster.rules import NoSuchUnit
from shouwang.roster.rules.members import STATUS_TITLES
from shouwang.roster.service.importing import JobAsked
from shouwang.roster.service.roster import Roster
from shouwang.roster.store import register

KIND = "volunteers-export"
EXPORTERS = (*sorted(LEADERS), Role.ADMINISTRATOR)
_A_PART = 5_000  # rows a file: below 4 MB whatever the names
_A_PAGE = 100
_HEAD = ("编号", "姓名", "手机号", "单位", "状态", "入队日期", "保险到期日", "资质")


class Format(StrEnum):
    """The kind of file."""

    CSV = "csv"
    XLSX = "xlsx"


class PhoneTails(Protocol):
    """The ends of people's phones, as identity keeps them."""

    def phone_tails(self, person_ids: Sequence[str]) -> Mapping[str, str]:
        """The last four digits by person. Cost: 1 request for each 100."""
        ...


class MemberExport(msgspec.Struct, frozen=True):
    """导出名册."""

    roster: Roster
    phones: PhoneTails
    files: JobFiles
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, once: Once, unit_path: str, format_: Format, reason: str, *, names: bool) -> JobAsked:
        """Ask for a list; whole names need a reason, which each person on it can read.

        Raises: NoSuchUnit, Invalid, StepUpNeeded.

        Cost: 2 requests.
        """
        once.before()
        unit = self.roster.unit(unit_path)
        if not actor.covers(unit.path, *EXPORTERS):
            raise NoSuchUnit
        if names and len(reason.strip()) < 4:
            raise Invalid(faults=[Fault("/reason", "要看全名，得写明用途")])
        job_id, now = self.new_id(), self.now()
        require_fresh(actor, now)
        asked = {"unit_path": unit.path, "format": format_, "names": names, "reason": reason}
        needs = [Grant(role, unit.path) for role in EXPORTERS]
        told = JobAsked(job_id)
        commit(
            jobs.ask(KIND, asked, job_id=job_id, by=actor.person_id, at=now, needs=needs),
            audit.note(f"unit#{unit.path}", "members-exported", actor, now, self.new_id(), {"job_id": job_id, **asked}),
            once.record(told, at=now, status=201),
        )
        return told

    def step(self, job: Job) -> Progress:
        """One part of the list. Cost: 2 requests for each 100 rows, 1 more when names are whole."""
        part = int(job.checkpoint.get("part", 0))
        page = register.volunteers(job.arguments["unit_path"], job.checkpoint.get("cursor"), _A_PAGE)
        rows = list(self._rows(job, page.items))
        while page.cursor and len(rows) < _A_PART:
            page = register.volunteers(job.arguments["unit_path"], page.cursor, _A_PAGE)
            rows += self._rows(job, page.items)
        csv = job.arguments["format"] == Format.CSV
        content = (render_csv if csv else render_xlsx)([_HEAD, *rows])
        name = f"名册-{part + 1}.{job.arguments['format']}"
        file = self.files.keep(job, part, name, CSV_TYPE if csv else XLSX_TYPE, content)
        done = job.done + len(rows)
        checkpoint = {"part": part + 1, "cursor": page.cursor}
        return Progress(checkpoint, done, done, not page.cursor, {"rows": done}, (*job.files[:part], file))

    def _rows(self, job: Job, volunteers: Sequence[Volunteer]) -> Iterator[tuple[str, ...]]:
        tails = self.phones.phone_tails([volunteer.person_id for volunteer in volunteers])
        units = {unit.path: unit.name for unit in self.roster.units()}
        names = bool(job.arguments["names"])
        if names and volunteers:
            self._tell_each(job, volunteers)
        for v in volunteers:
            tail = tails.get(v.person_id, "")
            yield (
                v.volunteer_number,
                v.name if names else mask_name(v.name),
                f"*******{tail}" if tail else "",
                units.get(v.unit_path, v.unit_path),
                STATUS_TITLES[v.status],
                v.joined_on.isoformat(),
                v.cover_until.isoformat() if v.cover_until else "",
                "、".join(v.qualifications),
            )

    def _tell_each(self, job: Job, volunteers: Sequence[Volunteer]) -> None:
        """Whose whole name leaves is told in the person's own log; once, however often the step is done."""
        facts = {"job_id": job.job_id, "reason": job.arguments["reason"]}
        for start in range(0, len(volunteers), 90):
            batch = volunteers[start : start + 90]
            with suppress(Conflict):  # told at an earlier try: pages are the same each time
                commit(*(_line(job, volunteer, facts) for volunteer in batch))


def _line(job: Job, volunteer: Volunteer, facts: Mapping[str, object]) -> Writes:
    return audit.note(f"person {volunteer.person_id}", "name-exported", job.asked_by, job.asked_at, job.job_id, facts)
