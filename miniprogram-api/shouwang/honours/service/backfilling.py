"""Medals over history: everybody looked at again, as a preview or for real, as a job."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import msgspec

from shouwang.honours import rules
from shouwang.honours.service.medals import Medals
from shouwang.kernel.actor import Actor, Grant
from shouwang.kernel.clock import Clock
from shouwang.platform import jobs
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.jobs import Job, Progress
from shouwang.platform.once import Once

KIND = "medals-backfill"
SHOWN = 200  # names in the result; the counts are of everybody


class Member(Protocol):
    """A volunteer, as far as medals name one."""

    @property
    def person_id(self) -> str:
        """Whose medals."""
        ...

    @property
    def volunteer_number(self) -> str:
        """编号."""
        ...


class BackfillAsked(msgspec.Struct, frozen=True):
    """A job that was asked for; how far it is: `GET /v1/jobs/{job_id}`."""

    job_id: str


class Backfilling(msgspec.Struct, frozen=True):
    """补发勋章. `squadrons` names all of them, `members` who serves in one."""

    medals: Medals
    squadrons: Callable[[], Sequence[str]]
    members: Callable[[str], Iterable[Member]]
    now: Clock

    def ask(self, actor: Actor, *, preview: bool, once: Once) -> BackfillAsked:
        """Ask for it. Cost: 1 request."""
        answer, now = BackfillAsked(f"{KIND}-{once.source}"), self.now()
        needs = [Grant(role, "D1") for role in sorted(rules.MEDAL_KEEPERS)]
        told = {"preview": preview}
        asked = jobs.ask(KIND, told, job_id=answer.job_id, by=actor.person_id, at=now, needs=needs)
        commit(asked, once.record(answer, at=now, status=202))
        return answer

    def step(self, job: Job) -> Progress:
        """One squadron: who would get what, and unless it is a preview, they get it, once each however often this is done."""
        squadrons = self.squadrons()
        place = int(job.checkpoint.get("place", 0))
        counts, due = self._squadron(squadrons[place], preview=job.arguments["preview"])
        before = job.checkpoint.get("counts", {})
        summed = dict(sorted((Counter(before) + counts).items()))
        named = [*job.checkpoint.get("due", []), *due][:SHOWN]
        result = {"medals": summed, "due": named}
        checkpoint: dict[str, Any] = {"place": place + 1, "counts": summed, "due": named}
        return Progress(checkpoint, place + 1, len(squadrons), place + 1 == len(squadrons), result)

    def anniversaries(self, joined_today: Iterable[str]) -> None:
        """Look again at people whose day it is. Cost: that of an evaluation each."""
        for person_id in joined_today:
            self.medals.evaluate(person_id, Writes(), whole=True)

    def _squadron(self, unit_path: str, *, preview: bool) -> tuple[Counter[str], list[dict[str, Any]]]:
        counts: Counter[str] = Counter()
        named = []
        for member in self.members(unit_path):
            due = [rule.medal for rule in self.medals.missing(member.person_id)]
            if due and not preview:
                self.medals.evaluate(member.person_id, Writes(), whole=True)
            if due:
                named.append({"number": member.volunteer_number, "unit_path": unit_path, "medals": due})
            counts.update(due)
        return counts, named
