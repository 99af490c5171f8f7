"""Who gets a record back 找回记录: two facts that agree, one who vouches, another who confirms."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec.structs import replace

from shouwang.kernel.actor import STAFF, Actor, Held
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.roster.models.recoveries import Fact, Recovery, RecoveryState
from shouwang.roster.rules.appointing import may_appoint
from shouwang.roster.rules.members import CARERS

WAITS = timedelta(days=7)  # as an appointment: a forgotten request must not come alive months later
TRIES_A_DAY = 5  # of one person: typing errors, not guessing
TRIES_AN_ADDRESS = 30  # a day from one address: an office behind one router
FACTS_NEEDED = 2


class FactsDiffer(Problem):
    """What was told does not lead to one record; which of it is wrong is never said."""

    slug, title, status = "facts-differ", "填的内容和登记的对不上，核对一下再试，或者直接找中队", 409


class TriedTooOften(Problem):
    """More tries in a day than a person makes."""

    slug, title, status = "tried-too-often", "今天试的次数太多了，明天再试，或者直接找中队", 429


class NoSuchRecovery(NotFound):
    """There is no such request, or it is not within this person's units."""

    slug, title = "no-such-recovery", "没有这项找回申请"


class RecoveryOver(Problem):
    """It was decided, withdrawn, has waited too long, or is not next."""

    slug, title, status = "recovery-over", "这项找回申请现在不能这样办，刷新看看", 409


class AnotherPersonNeeded(Problem):
    """Who vouched, and whom it is about, does not confirm."""

    slug, title, status = "another-person-needed", "要由另外一个人来办", 403


_STEPS: Mapping[RecoveryState, frozenset[RecoveryState]] = {
    RecoveryState.ASKED: frozenset({RecoveryState.VOUCHED, RecoveryState.REFUSED, RecoveryState.WITHDRAWN}),
    RecoveryState.VOUCHED: frozenset({RecoveryState.MOVED, RecoveryState.REFUSED, RecoveryState.WITHDRAWN}),
    RecoveryState.MOVED: frozenset(),
    RecoveryState.REFUSED: frozenset(),
    RecoveryState.WITHDRAWN: frozenset(),
}
_TOLD = re.compile(r"(?:\+?86)?(1\d{10})", re.ASCII)


def read_phone(text: str) -> str:
    """A mobile number as typed, wide digits, spaces, dashes and +86 forgiven. Raises: Invalid."""
    told = _TOLD.fullmatch(re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)))
    if told is None:
        raise Invalid(faults=[Fault("/phone", "要填 11 位手机号")])
    return told[1]


def require_facts(told: int) -> None:
    """Raises: Invalid when too little was told."""
    if told < FACTS_NEEDED:
        raise Invalid(faults=[Fault("", "编号、证件号码、原来的手机号，至少要填两样")])


def require_agreement(holders: Mapping[Fact, str | None], newcomer_id: str) -> str:
    """The one person to whom every fact leads, and not who asks. Raises: FactsDiffer."""
    found = set(holders.values())
    person_id = found.pop()
    if found or person_id is None or person_id == newcomer_id:
        raise FactsDiffer
    return person_id


def may_move(actor: Actor, held: Held) -> bool:
    """Whether somebody may act on a record: it is in their units, and they could appoint to every role it holds.

    So nobody gets a stronger account than the own by giving it to a friend.
    """
    here = held.unit_path is not None and actor.covers(held.unit_path, *CARERS)
    return here and all(may_appoint(actor, g.role, g.unit_path) for g in held.grants if g.role in STAFF)


def vouch(seen: Recovery, actor: Actor, now: datetime) -> Recovery:
    """A recovery that one member of staff answers for. Raises: RecoveryOver, AnotherPersonNeeded."""
    _require_step(seen, RecoveryState.VOUCHED, now)
    _require_other(actor, seen.newcomer_id, seen.person_id)
    return replace(
        seen, state=RecoveryState.VOUCHED, vouched_by=actor.person_id, vouched_by_name=actor.mention, vouched_at=now
    )


def decide(seen: Recovery, to: RecoveryState, actor: Actor, now: datetime, why: str = "") -> Recovery:
    """A recovery at its end. Raises: RecoveryOver, AnotherPersonNeeded."""
    _require_step(seen, to, now)
    if to is RecoveryState.MOVED:
        _require_other(actor, seen.newcomer_id, seen.person_id, seen.vouched_by)
    return replace(
        seen, state=to, decided_by=actor.person_id, decided_by_name=actor.mention, decided_at=now, decided_why=why
    )


def _require_step(seen: Recovery, to: RecoveryState, now: datetime) -> None:
    if to not in _STEPS[seen.state] or now >= seen.expires_at:
        raise RecoveryOver


def _require_other(actor: Actor, *people: str) -> None:
    if actor.person_id in people:
        raise AnotherPersonNeeded
