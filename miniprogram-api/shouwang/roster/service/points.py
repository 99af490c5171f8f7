"""Assembly points 集结点 kept by staff: one at a time, or a list by a job that reads all of it before it writes any."""

from collections.abc import Sequence

import msgspec

from shouwang.kernel.actor import Actor, Grant, within
from shouwang.kernel.clock import Clock
from shouwang.kernel.geo import Crs
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Fault
from shouwang.platform import audit, jobs
from shouwang.platform.dynamo import commit
from shouwang.platform.jobs import Job, Progress
from shouwang.platform.once import Once
from shouwang.platform.sheets import read_rows
from shouwang.roster import store
from shouwang.roster.models import AssemblyPoint
from shouwang.roster.models.imports import RowFault
from shouwang.roster.rules import KEEPERS
from shouwang.roster.rules.importing import ImportRefused, told
from shouwang.roster.rules.pointing import read_points, require_point
from shouwang.roster.service.importing import JobAsked
from shouwang.roster.service.roster import Roster
from shouwang.roster.service.staging import Sent, Staging

KIND = "assembly-points-import"
_AT_ONCE = 90  # points a commit; 100 actions at most


class Points(msgspec.Struct, frozen=True):
    """集结点. Caches of other processes know of a change within a minute."""

    roster: Roster
    staging: Staging
    now: Clock
    new_id: NewId

    def keep(self, actor: Actor, point: AssemblyPoint, version: int | None = None) -> AssemblyPoint:
        """Add or change one point; audited. `version`: of the ground that was looked at, if one was.

        Raises: NoSuchUnit, Invalid, Stale. Cost: 1 request, 3 with a cold cache.
        """
        units = {unit.path: unit for unit in self.roster.units()}
        seen = {known.number: known for known in self.roster.points()}.get(point.number)
        point = require_point(point, seen, actor, units, self.roster.force().box)
        facts = {"unit_path": point.unit_path, "radius_m": point.radius_m, "new": seen is None}
        line = audit.note(f"point#{point.number}", "point-kept", actor, self.now(), self.new_id(), facts)
        try:
            commit(*store.kept_points([point]), store.moved_on(version), line)
        finally:
            self.roster.ground.forget()  # also when somebody was faster
        return point

    def ask(self, actor: Actor, once: Once, sent: Sent, crs: Crs, *, dry_run: bool) -> JobAsked:
        """Take a list in; a job reads it, and writes it when all of it is good. Cost: 2 requests, 1 file."""
        once.before()
        job_id, now = self.new_id(), self.now()
        scope = actor.scopes(*KEEPERS)[0]
        _, taking = self.staging.keep_sent(job_id, actor, sent)
        asked = {"dry_run": dry_run, "crs": crs, "scope": scope}
        answer = JobAsked(job_id)
        commit(
            jobs.ask(
                KIND, asked, job_id=job_id, by=actor.person_id, at=now, needs=[Grant(role, scope) for role in KEEPERS]
            ),
            audit.note(f"import {job_id}", "points-import-asked", actor, now, self.new_id(), asked),
            once.record(answer, at=now, status=201),
            taking,
        )
        self.staging.let_go(sent)
        return answer

    def step(self, job: Job) -> Progress:
        """Read the list and, when all is good, write it: each point replaces itself, so that a second try changes nothing."""
        if job.checkpoint.get("clear"):
            self.staging.clear(job.job_id)
            return Progress(job.checkpoint, job.total, job.total, finished=True)
        points, faults = self._read(job)
        known = {point.number for point in self.roster.points()}
        result = {
            "points": len(points),
            "new": sum(point.number not in known for point in points),
            "fault_count": len(faults),
            "faults": told(faults),
        }
        if not job.arguments["dry_run"]:
            if faults or not points:
                self.staging.clear(job.job_id)
                raise _refusal(faults)
            self._write(job, points)
        return Progress({"clear": True}, len(points), len(points), finished=False, result=result)

    def _read(self, job: Job) -> tuple[list[AssemblyPoint], list[RowFault]]:
        scope = job.arguments["scope"]
        units = [unit for unit in self.roster.units() if within(unit.path, scope)]
        known = {point.number: point for point in self.roster.points()}
        table = read_rows(self.staging.file(job.job_id))
        return read_points(table, units, known, Crs(job.arguments["crs"]), self.roster.force().box)

    def _write(self, job: Job, points: Sequence[AssemblyPoint]) -> None:
        writes = store.kept_points(points)
        for start in range(0, len(writes), _AT_ONCE):
            commit(*writes[start : start + _AT_ONCE])
        facts = {"points": len(points), "job_id": job.job_id}
        line = audit.note(f"import {job.job_id}", "points-imported", job.asked_by, self.now(), self.new_id(), facts)
        commit(store.moved_on(), line)
        self.roster.ground.forget()


def _refusal(faults: Sequence[RowFault]) -> ImportRefused:
    listed = [Fault(f"/{f['row']}/{f['column']}", str(f["detail"])) for f in told(faults)]
    return ImportRefused(f"集结点名单有 {len(faults)} 处问题，一个也没有导入", faults=listed)
