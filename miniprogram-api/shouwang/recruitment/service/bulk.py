"""Many decisions in one request 批量判定: each by itself, so that one refusal stops nobody else."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.once import AnsweredBefore, Once
from shouwang.recruitment import store
from shouwang.recruitment.models import Application, Gate, Reviewer, Verdict
from shouwang.recruitment.rules import gates
from shouwang.recruitment.rules.sight import may_see
from shouwang.recruitment.service.again import replayed
from shouwang.recruitment.service.review import Review
from shouwang.recruitment.service.shown import Decided

MOST = 50  # applications a request: one page. Source: design section 4


class Seen(msgspec.Struct, frozen=True):
    """An application, and the version of it that was looked at."""

    application_id: str
    version: int


class Outcome(msgspec.Struct, frozen=True):
    """What came of one of them: the decision, or why there was none."""

    application_id: str
    decided: Decided | None = None
    problem: str = ""
    title: str = ""
    detail: str = ""


class Bulk(msgspec.Struct, frozen=True):
    """批量判定."""

    review: Review

    def read(self, actor: Actor, application_ids: Sequence[str]) -> list[Application]:
        """Applications as they stand, those out of sight left out. Shapes: at most 50. Cost: 1 request."""
        force = self.review.roster.force()
        rows = store.fetch_applications(application_ids)
        return [row for row in rows if may_see(actor, row.unit_path, force)]

    def decide(self, actor: Actor, once: Once, gate: str, seen: Sequence[Seen], verdict: Verdict) -> list[Outcome]:
        """Decide the same about several applications at one gate; sent again, what was done is told and the rest tried.

        Raises: NoSuchGate. Cost: 2 requests, and for each application what `Review.decide` costs.
        """
        asked = gates.require_gate(gate)
        reviewer = self.review.reviewer(actor)
        return [self._one(reviewer, once.part(each.application_id), asked, each, verdict) for each in seen]

    def _one(self, reviewer: Reviewer, once: Once, gate: Gate, seen: Seen, verdict: Verdict) -> Outcome:
        own = replace(verdict, version=seen.version)
        try:
            with replayed(once):
                decided = self.review.decide_as(reviewer, once, seen.application_id, gate, own)
        except AnsweredBefore as before:
            decided = msgspec.json.decode(before.answer, type=Decided)
        except Problem as refused:
            if refused.status >= 500:
                raise
            return Outcome(seen.application_id, None, refused.slug, refused.title, refused.detail)
        return Outcome(seen.application_id, decided)
