"""What a person must see to: honours that stopped at a name."""

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Given, Task
from shouwang.honours.service import telling
from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.issuing import given, until_settled
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.once import Once


class TaskDesk(msgspec.Struct, frozen=True):
    """待办: honours that stopped because a name cannot be drawn whole, and how a person goes on with them."""

    honours: Honours

    def of(self, actor: Actor, unit_path: str | None, cursor: str | None) -> Page[Task]:
        """What waits in a unit and below; without a unit, in the own widest scope. Raises: NotFound. Cost: 1 request."""
        unit_path = unit_path or next(iter(actor.scopes(*LEADERS)), "")
        if not actor.covers(unit_path, *LEADERS):
            raise NotFound
        return store.open_tasks(unit_path, cursor)

    def one(self, actor: Actor, task_id: str) -> Task:
        """An honour of the own units that waits. Raises: NotFound. Cost: 1 request."""
        return rules.require_task(actor, store.fetch_open_task(task_id))

    def settle(self, actor: Actor, task_id: str, spelling: str | None, once: Once) -> Given:
        """Give the honour after all: in a spelling that the holder agreed to, or in the roster's when that can be drawn now.

        Raises: NotFound, NotForYourself, TaskSettled, UndrawableName. Cost: 6 requests.
        """
        once.before()
        task = rules.require_task(actor, store.fetch_open_task(task_id))
        holder = self.honours.holders.require_person(task.person_id)
        rules.require_other(actor, holder)
        holder = rules.spelt(holder, spelling)
        self.honours.issuing.require_drawable(holder, task.citation, actor)

        def attempt() -> Given:
            (award,), writes = self.honours.issuing.issue([holder], [task.citation], actor)
            answer = given(award)
            claim = store.claimed(task.claim, award.award_id) if task.claim else Writes()
            claim += store.racked(award.person_id, [award.medal] if award.medal else [])
            kept = once.record(answer, at=award.awarded_at, status=201)
            commit(writes, claim, store.settled_task(task_id, award.award_id), telling.awarded(award), kept)
            return answer

        return until_settled(attempt)
