"""The step that prints signs: it waits until every code has come, then draws them all."""

from datetime import timedelta

from shouwang.duty.service.export_steps import bounded
from shouwang.duty.service.signs import Signs
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import Problem
from shouwang.platform.job_files import JobFiles
from shouwang.platform.jobs import Job, Progress, Step

_REST = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=1)  # by then events have been tried again and again. Source: platform.outbox


class CodesMissing(Problem):
    """WeChat has not given the codes."""

    slug, title, status = "codes-missing", "微信一直没有给出集结点的码，过一会儿再来一次", 409


class NoPoints(Problem):
    """There is nothing to print."""

    slug, title, status = "no-points", "这个单位没有集结点", 409


def signs_print(signs: Signs, files: JobFiles, now: Clock) -> Step:
    """The step of `signs`. Progress is counted in points whose code is there."""

    def step(job: Job) -> Progress:
        points = signs.points(job.arguments["unit"])
        if not points:
            raise NoPoints
        codes = [(point, signs.kept(point)) for point in points]
        there = [(point, code) for point, code in codes if code is not None]
        if len(there) < len(points):
            if now() - job.asked_at > _LONGEST_WAIT:
                raise CodesMissing
            return Progress({}, len(there), len(points), finished=False, rest=_REST)
        content = bounded(signs.drawn(there))
        file = files.keep(job, 0, f"signs-{job.arguments['unit'].replace('/', '-')}.pdf", "application/pdf", content)
        return Progress({}, len(points), len(points), finished=True, result={"signs": len(points)}, files=(file,))

    return step
