"""The steps of exports: service records of a unit, proofs of one's own hours."""

import json
from datetime import date
from typing import Any

from shouwang.duty.formats import KINDS, written
from shouwang.duty.rules.exports import GROUPS
from shouwang.duty.service.exports import Exports
from shouwang.kernel.problem import Problem
from shouwang.platform.job_files import MOST_BYTES, JobFiles
from shouwang.platform.jobs import Job, Progress, Step

_PEOPLE, _DAYS = 100, 20  # a step: some hundred requests to the store


class ExportTooLarge(Problem):
    """More than one file holds."""

    slug, title, status = "export-too-large", "一个文件放不下，按大队或者分几段日期导出", 409


def service_records(exports: Exports, files: JobFiles) -> Step:
    """The step of `service-records`: rows are kept by number in one file, so that a step done again changes nothing."""

    def step(job: Job) -> Progress:
        asked, kept = job.arguments, _kept(job, files)
        first, last = date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"])
        page = exports.people(job.asked_by, asked["unit"], job.checkpoint.get("cursor"), _PEOPLE)
        kept.update({who.volunteer_number: exports.row(who, first, last) for who in page.items})
        if page.cursor is not None:
            return _on(job, files, kept, {"cursor": page.cursor}, len(kept))
        content = written(asked["format"], GROUPS, [kept[number] for number in sorted(kept)])
        name = f"service-records-{asked['first']}-{asked['last']}.{asked['format']}"
        file = files.keep(job, 0, name, KINDS[asked["format"]], bounded(content))
        return Progress({}, len(kept), len(kept), finished=True, result={"people": len(kept)}, files=(file,))

    return step


def hours_proofs(exports: Exports, files: JobFiles) -> Step:
    """The step of `hours-proofs`: some days of records at a time."""

    def step(job: Job) -> Progress:
        first, last = (date.fromisoformat(job.arguments[name]) for name in ("first", "last"))
        by_day, kept = exports.entries_by_day(job.asked_by, first, last), _kept(job, files)
        todo = [day for day in sorted(by_day) if day.isoformat() > job.checkpoint.get("after", "")]
        for day in todo[:_DAYS]:
            kept[day.isoformat()] = exports.proofs(day, by_day[day])
        if len(todo) > _DAYS:
            return _on(job, files, kept, {"after": todo[_DAYS - 1].isoformat()}, len(kept))
        proofs = [proof for day in sorted(kept) for proof in kept[day]]
        content = json.dumps({"proofs": proofs}, ensure_ascii=False).encode()
        name = f"hours-proofs-{first}-{last}.json"
        file = files.keep(job, 0, name, KINDS["json"], bounded(content))
        told = {"proofs": len(proofs), "roots": [day for day in sorted(kept) if kept[day]]}
        return Progress({}, len(by_day), len(by_day), finished=True, result=told, files=(file,))

    return step


def _kept(job: Job, files: JobFiles) -> dict[str, Any]:
    """What earlier steps have put by."""
    found: dict[str, Any] = json.loads(files.open(job.files[0])) if job.files else {}
    return found


def _on(job: Job, files: JobFiles, kept: dict[str, Any], checkpoint: dict[str, Any], done: int) -> Progress:
    file = files.keep(job, 0, "parts.json", KINDS["json"], bounded(json.dumps(kept, ensure_ascii=False).encode()))
    return Progress(checkpoint, done, 0, finished=False, files=(file,))


def bounded(content: bytes) -> bytes:
    """Content that one file holds. Raises: ExportTooLarge."""
    if len(content) > MOST_BYTES:
        raise ExportTooLarge
    return content
