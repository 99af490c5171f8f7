"""点位码: the permanent mini-program code of each assembly point, kept once made, and the signs to print.

A print is asked for as a job. Codes that are not there yet come by an event: WeChat is only spoken to by who holds its
secret, and that is not who draws.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from shouwang.duty.rendering import Sign, render_signs
from shouwang.duty.service.exports import JobAsked
from shouwang.kernel.actor import LEADERS, Actor, Grant, Role, within
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import NotFound
from shouwang.platform import jobs
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit

if TYPE_CHECKING:
    from shouwang.roster.models import AssemblyPoint
    from shouwang.roster.service import Roster

PAGE = "pages/checkin/index"  # of the mini-program; it reads the scene
PRINTERS = (*sorted(LEADERS), Role.ADMINISTRATOR)
KIND = "signs"
WANTED = "duty.codes-wanted"
_AT_ONCE = 20  # codes a delivery: each is a call of WeChat's, half a second or less

CodeImage = Callable[[str, str], bytes]
"""A permanent code's picture from its scene and page. Raises: WeChat's refusals."""


class Signs(msgspec.Struct, frozen=True):
    """点位牌."""

    roster: "Roster"
    blobs: Blobs
    code_image: CodeImage
    now: Clock

    def ask(self, actor: Actor, once: Once, unit_path: str) -> JobAsked:
        """A print of the signs of a unit and all below it. Raises: NotFound outside the own units. Cost: 1 request."""
        role = next((role for role in PRINTERS if actor.covers(unit_path, role)), None)
        if role is None:
            raise NotFound
        self.roster.unit(unit_path)
        told, now = JobAsked(once.source), self.now()
        asked = {"unit": unit_path}
        job = jobs.ask(KIND, asked, job_id=told.job_id, by=actor.person_id, at=now, needs=[Grant(role, unit_path)])
        codes = emit(WANTED, asked, at=now, source=told.job_id)
        commit(job, codes, once.record(told, at=now, status=201))
        return told

    def fetch_codes(self, unit_path: str, source: str, done: Writes) -> None:
        """Ask WeChat for codes of a unit that are not kept yet, some at a time; an event of its own for the rest."""
        missing = [point for point in self.points(unit_path) if self.kept(point) is None]
        for point in missing[:_AT_ONCE]:
            self.code(point)
        rest = missing[_AT_ONCE:]
        again = emit(WANTED, {"unit": unit_path}, at=self.now(), source=f"{source}+") if rest else Writes()
        commit(done, again)

    def points(self, unit_path: str) -> "Sequence[AssemblyPoint]":
        """The points of a unit and all below it, by number; of the force for an empty path. Cost: none."""
        return [p for p in self.roster.points() if not unit_path or within(p.unit_path, unit_path)]

    def kept(self, point: "AssemblyPoint") -> bytes | None:
        """The code of a point as JPEG, when it was made before."""
        return self.blobs.get(_key(point))

    def code(self, point: "AssemblyPoint") -> bytes:
        """The code of a point as JPEG, asked of WeChat once for each version of the point's key."""
        kept = self.kept(point)
        if kept is None:
            kept = self.code_image(scene(point), PAGE)
            self.blobs.put(_key(point), kept, "image/jpeg")
        return kept

    def pdf(self, unit_path: str = "") -> bytes:
        """The signs of a unit and all below it, or of the force, as one PDF. Raises: WeChat's refusals."""
        return self.drawn([(point, self.code(point)) for point in self.points(unit_path)])

    def drawn(self, codes: "Sequence[tuple[AssemblyPoint, bytes]]") -> bytes:
        """Points with their codes as one PDF."""
        names = {unit.path: unit.name for unit in self.roster.units()}
        signs = [Sign(p.number, p.name, names[p.unit_path], p.code_key_version, code) for p, code in codes]
        return render_signs(self.roster.force().name, signs, self.now())


def scene(point: "AssemblyPoint") -> str:
    """What the code tells the mini-program. Shapes: `p=042&v=1`, at most 32 characters. Source: reference wechat 3.9."""
    return f"p={point.number}&v={point.code_key_version}"


def _key(point: "AssemblyPoint") -> str:
    return f"point-codes/{point.number}-v{point.code_key_version}.jpg"
