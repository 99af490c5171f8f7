"""Reports of one or several months as jobs: a squadron a step, from its members' books; JSON, CSV and XLSX at the end."""

import csv
import io
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from itertools import accumulate
from typing import Protocol

import msgspec
from msgspec.structs import replace

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

    def ask(self, actor: Actor, unit_path: str, month: str, once: Once, until: str = "") -> ReportAsked:
        """Ask for the report of a unit and all below, of a month or of all months until another, 12 at most.

        Raises: NotFound outside the own units, Invalid, StepUpNeeded. Cost: 1 request.
        """
        if not actor.covers(unit_path, *READERS) or not self._below(unit_path):
            raise NotFound
        now = self.now()
        require_fresh(actor, now)
        answer = ReportAsked(f"points-report-{once.source}")
        needs = [Grant(role, unit_path) for role in sorted(READERS)]
        rules.months_of(month, until or month)
        told = {"unit": unit_path, "month": month, "until": until or month}
        asked = jobs.ask("points-report", told, job_id=answer.job_id, by=actor.person_id, at=now, needs=needs)
        commit(asked, once.record(answer, at=now, status=202))
        return answer

    def squadron(self, unit_path: str, months: Sequence[str]) -> tuple[Figures, Sequence[Figures]]:
        """A squadron's figures: of all months together, whoever was on duty counted once, and of each.

        Cost: 1 request for each 200 of the roster; 1 a member and 1 for each 100 members a month.
        """
        people = list(self.people_of(unit_path))
        each, active = [], set[str]()
        for month in months:
            books = store.books_of_everyone(people, month_book(month))
            first = date.fromisoformat(f"{month}-01")
            last = first.replace(day=monthrange(first.year, first.month)[1])
            each.append(rules.figures(len(people), books.values(), self.honours(people, first, last)))
            active |= {person_id for person_id, book in books.items() if rules.was_active(book)}
        together = reduce(Figures.plus, each, Figures())
        return replace(together, members=len(people), active=len(active)), each

    def table(self, unit_path: str, figures: Iterable[tuple[str, Figures]]) -> Table:
        """Every squadron and every unit above it up to the one asked for, in the order of the tree."""
        sums: dict[str, Figures] = {}
        for squadron, each in figures:
            for path in accumulate(squadron.split("/"), lambda above, code: f"{above}/{code}"):
                if within(path, unit_path):
                    sums[path] = sums.get(path, Figures()).plus(each)
        names = {unit.path: unit.name for unit in self.units()}
        return rules.table((path, names.get(path, path), sums[path]) for path in sorted(sums))

    def keep(self, job: Job, table: Table, months: Table) -> tuple[JobFile, ...]:
        """The report's files; of several months one more, month by month."""
        asked = rules.months_of(job.arguments["month"], job.arguments.get("until", job.arguments["month"]))
        stem = f"考核报表-{job.arguments['unit'].replace('/', '-')}-{'-'.join(dict.fromkeys((asked[0], asked[-1])))}"
        sheets = {"考核报表": table, **({"逐月": months} if months else {})}
        head, *rows = table
        told = msgspec.json.encode([dict(zip(map(str, head), row, strict=True)) for row in rows])
        return (
            self.files.keep(job, 0, f"{stem}.json", "application/json", told),
            self.files.keep(job, 1, f"{stem}.csv", "text/csv; charset=utf-8", _csv(table)),
            self.files.keep(job, 2, f"{stem}.xlsx", _XLSX, _xlsx(sheets)),
            *([self.files.keep(job, 3, f"{stem}-逐月.csv", "text/csv; charset=utf-8", _csv(months))] if months else []),
        )

    def _below(self, unit_path: str) -> list[str]:
        return [path for path in self.squadrons() if within(path, unit_path)]


def reporting(report: Reporting) -> Step:
    """The step of the job `points-report`: one squadron a step. Arguments {unit, month, until}, result {table, months}."""

    def step(job: Job) -> Progress:
        squadrons = report._below(job.arguments["unit"])
        place = int(job.checkpoint.get("place", 0))
        asked = rules.months_of(job.arguments["month"], job.arguments.get("until", job.arguments["month"]))
        known = list(job.checkpoint.get("known", []))[:place]
        sums = msgspec.convert(job.checkpoint.get("months", [{}] * len(asked)), list[Figures])
        together, each = report.squadron(squadrons[place], asked)
        known.append([squadrons[place], msgspec.to_builtins(together)])
        sums = [before.plus(one) for before, one in zip(sums, each, strict=True)]
        checkpoint = {"place": place + 1, "known": known, "months": msgspec.to_builtins(sums)}
        if place + 1 < len(squadrons):
            return Progress(checkpoint, place + 1, len(squadrons), finished=False)
        figures = [(path, msgspec.convert(told, Figures)) for path, told in known]
        table = report.table(job.arguments["unit"], figures)
        months = rules.by_month(zip(asked, sums, strict=True)) if len(asked) > 1 else []
        files = report.keep(job, table, months)
        told = {"table": table, "months": months}
        return Progress({}, place + 1, len(squadrons), finished=True, result=told, files=files)

    return step


def _csv(table: Table) -> bytes:
    """CSV with a mark that makes spreadsheets read it as UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(tables: Mapping[str, Table]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 -- heavy, and only jobs need it

    book = Workbook(write_only=True)
    for title, table in tables.items():
        sheet = book.create_sheet(title)
        for row in table:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
