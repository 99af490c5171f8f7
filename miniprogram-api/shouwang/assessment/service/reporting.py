"""Monthly reports as jobs: a squadron a step, from its members' books of the month; JSON, CSV and XLSX at the end."""

import csv
import io
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import Protocol

import msgspec

from shouwang.assessment import rules
from shouwang.assessment.models import month_book
from shouwang.assessment.rules import Figures
from shouwang.assessment.store import ledger as store
from shouwang.kernel.actor import LEADERS, Actor, Grant, Role, within
from shouwang.kernel.clock import Clock
from shouwang.kernel.fresh import require_fresh
from shouwang.kernel.problem import NotFound
from shouwang.platform import jobs
from shouwang.platform.dynamo import commit
from shouwang.platform.job_files import JobFiles
from shouwang.platform.jobs import Job, JobFile, Progress, Step
from shouwang.platform.once import Once

READERS = LEADERS | {Role.AUDITOR}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Table = Sequence[Sequence[str | int | float]]


class Unit(Protocol):
    """A unit, as far as a report names it."""

    @property
    def path(self) -> str:
        """Its place."""
        ...

    @property
    def name(self) -> str:
        """What is written."""
        ...


class ReportAsked(msgspec.Struct, frozen=True):
    """A report that was asked for; how far it is: `GET /v1/jobs/{job_id}`."""

    job_id: str


class Reporting(msgspec.Struct, frozen=True):
    """考核报表. `squadrons` names all of them, `people_of` who serves in one, `honours` what people were given in some days."""

    squadrons: Callable[[], Sequence[str]]
    people_of: Callable[[str], Iterable[str]]
    units: Callable[[], Iterable[Unit]]
    honours: Callable[[Sequence[str], date, date], int]
    files: JobFiles
    now: Clock

    def ask(self, actor: Actor, unit_path: str, month: str, once: Once) -> ReportAsked:
        """Ask for the report of a unit and all below. Raises: NotFound outside the own units, StepUpNeeded.

        Cost: 1 request.
        """
        if not actor.covers(unit_path, *READERS) or not self._below(unit_path):
            raise NotFound
        now = self.now()
        require_fresh(actor, now)
        answer = ReportAsked(f"points-report-{once.source}")
        needs = [Grant(role, unit_path) for role in sorted(READERS)]
        told = {"unit": unit_path, "month": month}
        asked = jobs.ask("points-report", told, job_id=answer.job_id, by=actor.person_id, at=now, needs=needs)
        commit(asked, once.record(answer, at=now, status=202))
        return answer

    def squadron(self, unit_path: str, month: str) -> Figures:
        """A squadron's figures. Cost: 1 request a member, 1 for each 100 members, 1 for each 200 of the roster."""
        people = list(self.people_of(unit_path))
        books = store.books_of_everyone(people, month_book(month)).values()
        first = date.fromisoformat(f"{month}-01")
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return rules.figures(len(people), books, self.honours(people, first, last))

    def table(self, unit_path: str, figures: Iterable[tuple[str, Figures]]) -> Table:
        """Every squadron and every unit above it up to the one asked for, in the order of the tree."""
        sums: dict[str, Figures] = {}
        for squadron, each in figures:
            for path in accumulate(squadron.split("/"), lambda above, code: f"{above}/{code}"):
                if within(path, unit_path):
                    sums[path] = sums.get(path, Figures()).plus(each)
        names = {unit.path: unit.name for unit in self.units()}
        return rules.table((path, names.get(path, path), sums[path]) for path in sorted(sums))

    def keep(self, job: Job, table: Table) -> tuple[JobFile, ...]:
        """The report's files."""
        stem = f"考核报表-{job.arguments['unit'].replace('/', '-')}-{job.arguments['month']}"
        head, *rows = table
        told = msgspec.json.encode([dict(zip(map(str, head), row, strict=True)) for row in rows])
        return (
            self.files.keep(job, 0, f"{stem}.json", "application/json", told),
            self.files.keep(job, 1, f"{stem}.csv", "text/csv; charset=utf-8", _csv(table)),
            self.files.keep(job, 2, f"{stem}.xlsx", _XLSX, _xlsx(table)),
        )

    def _below(self, unit_path: str) -> list[str]:
        return [path for path in self.squadrons() if within(path, unit_path)]


def reporting(report: Reporting) -> Step:
    """The step of the job `points-report`: one squadron a step. Shapes: arguments {unit, month}."""

    def step(job: Job) -> Progress:
        squadrons = report._below(job.arguments["unit"])
        place = int(job.checkpoint.get("place", 0))
        known = list(job.checkpoint.get("known", []))[:place]
        known.append([squadrons[place], msgspec.to_builtins(report.squadron(squadrons[place], job.arguments["month"]))])
        checkpoint = {"place": place + 1, "known": known}
        if place + 1 < len(squadrons):
            return Progress(checkpoint, place + 1, len(squadrons), finished=False)
        figures = [(path, msgspec.convert(told, Figures)) for path, told in known]
        table = report.table(job.arguments["unit"], figures)
        files = report.keep(job, table)
        return Progress({}, place + 1, len(squadrons), finished=True, result={"table": table}, files=files)

    return step


def _csv(table: Table) -> bytes:
    """CSV with a mark that makes spreadsheets read it as UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(table: Table) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 -- heavy, and only jobs need it

    book = Workbook(write_only=True)
    sheet = book.create_sheet("考核报表")
    for row in table:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
