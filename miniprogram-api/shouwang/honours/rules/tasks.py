"""Honours that stopped for a person: a name that cannot be drawn whole."""

import hashlib
from datetime import datetime

from msgspec.structs import replace

from shouwang.honours.models import Citation, Holder, Task
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import NotFound, Problem


class TaskSettled(Problem):
    """Somebody saw to it before."""

    slug, title, status = "task-settled", "这件事已经有人办好了", 409


def undrawable_task(
    holder: Holder, citation: Citation, missing: str, by: str, at: datetime, claim: str | None = None
) -> Task:
    """What a person must see to. The same honour of the same person is the same task, however often it is tried."""
    # What is given by hand has no claim; its words and day tell it from another.
    what = claim or f"{citation.kind}|{citation.title}|{citation.body}|{at.date().isoformat()}"
    task_id = hashlib.sha256(f"{holder.person_id}|{what}".encode()).hexdigest()[:24]
    return Task(
        task_id=task_id,
        person_id=holder.person_id,
        name=holder.name,
        missing=missing,
        number=holder.volunteer_number,
        unit_path=holder.unit_path,
        citation=citation,
        asked_by=by,
        at=at,
        claim=claim,
    )


def require_task(actor: Actor, task: Task | None) -> Task:
    """A task of the own units. Raises: NotFound."""
    if task is None or not actor.covers(task.unit_path, *LEADERS):
        raise NotFound
    return task


def spelt(holder: Holder, spelling: str | None) -> Holder:
    """The holder, written as they agreed to be written on this honour."""
    return replace(holder, name=spelling) if spelling else holder
