"""Who is told that an application is late, and how long a returned form may lie."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from shouwang.kernel.actor import Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.working_days import last_of_working_days
from shouwang.recruitment.models import Application, State, Waiting
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.gates import rule_of

# Source: decision 0171
NEXT_AFTER_DAYS = 3  # working days past the due day after which those above hear of it
TOLD_WITHIN = timedelta(days=25)  # past the due day; later nobody hears anew: what was told is remembered for 30 days
MEND_WITHIN = timedelta(days=30)  # a returned form that nobody mends is closed
REMINDED_AFTER = MEND_WITHIN - timedelta(days=7)


class Step(StrEnum):
    """Who hears of it, one after the other."""

    OWNERS = "owners"
    ABOVE = "above"


def told_by_now(waiting: Waiting, force: Force, today: date) -> Iterator[tuple[Step, Sequence[Role]]]:
    """The steps that are due for an application, and the roles that hear at each."""
    if waiting.gate is None or waiting.due_on is None or not waiting.due_on < today <= waiting.due_on + TOLD_WITHIN:
        return
    owners = rule_of(force, waiting.gate).deciders
    yield Step.OWNERS, owners
    if today > last_of_working_days(waiting.due_on, NEXT_AFTER_DAYS, force):
        yield Step.ABOVE, (above(owners),)


def above(owners: Sequence[Role]) -> Role:
    """Who is told when the owners do nothing: the commander, and of the commander's own gates the administrator."""
    return Role.ADMINISTRATOR if Role.COMMANDER in owners else Role.COMMANDER


def answer_by(application: Application) -> date | None:
    """The day by which something is to be done 期限: by who looks at it, or by the applicant to mend what came back."""
    return local_day(closes_at(application)) if application.state is State.RETURNED else application.due_on


def closes_at(application: Application) -> datetime:
    """When a returned form is closed unless it is mended."""
    if application.since is None:
        raise ValueError("nothing was returned")
    return application.since + MEND_WITHIN
