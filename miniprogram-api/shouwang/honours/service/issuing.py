"""The act of issuing: numbers, code, signature and record of new awards, as writes that join the caller's commit."""

import os
import uuid
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from shouwang.honours import rules, store
from shouwang.honours.models import Award, Citation, Given, Holder, Publication
from shouwang.honours.rendering import UndrawableName, undrawable
from shouwang.honours.service.issuer import Issuer
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.ids import NewId, verification_code
from shouwang.platform import audit
from shouwang.platform.dynamo import Conflict, Writes, commit

_T = TypeVar("_T")

_TRIES = 8  # looks at counters that others move too; of those who move one at the same moment, one always gets on


class Issuing(msgspec.Struct, frozen=True):
    """颁发: what every award goes through, by rule or by hand, alone or by hundreds."""

    issuer: Issuer
    now: Clock
    new_id: NewId
    entropy: Callable[[int], bytes] = os.urandom

    def issue(
        self, holders: Sequence[Holder], citations: Sequence[Citation], by: Actor | str
    ) -> tuple[tuple[Award, ...], Writes]:
        """Awards with the next numbers, signed, and the writes that make them so.

        Raises (at commit): Overtaken. Cost: 1 request; 1 more for a key's first signature in a process.
        """
        self.issuer.remember_key()
        at = self.now()
        series = [rules.series(citation.kind, local_day(at)) for citation in citations]
        seen = store.last_numbers({*series, store.STATUS})
        last = dict(seen)
        awards, writes = [], Writes()
        for holder, citation, name in zip(holders, citations, series, strict=True):
            last[name] += 1
            last[store.STATUS] += 1
            award = self._award(holder, citation, by, last[name], last[store.STATUS])
            awards.append(award)
            writes += store.new_award(award) + self.note(award, "honour-issued", by, citation.title)
        return tuple(awards), writes + store.moved(seen, last)

    def note(self, award: Award, act: str, by: Actor | str, why: str) -> Writes:
        """The line of the audit log on an award."""
        facts = {"serial": award.inscription.serial, "why": why}
        named = {award.person_id: award.inscription.name}
        return audit.note(f"honour {award.award_id}", act, by, self.now(), self.new_id(), facts, named)

    def task(self, holder: Holder, citation: Citation, by: Actor | str, claim: str | None = None) -> Writes:
        """The list for a person gets a line: this honour stopped at the holder's name."""
        who = by if isinstance(by, str) else by.person_id
        return store.noted(
            rules.undrawable_task(holder, citation, undrawable(holder.name), who, self.now(), claim=claim)
        )

    def require_drawable(self, holder: Holder, citation: Citation, by: Actor | str) -> None:
        """Before a number is given: no certificate whose picture would lack a character; a name goes on the list.

        Raises: UndrawableName. Cost: 0 requests, 1 for a name that cannot be drawn.
        """
        missing = undrawable(holder.name)
        if missing:
            commit(self.task(holder, citation, by))
            raise UndrawableName(
                f"姓名里的“{'、'.join(missing)}”我们还写不出来，已记入待办，请人定好写法再发", characters=missing
            )
        missing = undrawable(citation.title + citation.body.replace("\n", ""))
        if missing:
            raise UndrawableName(f"“{'、'.join(missing)}”我们还写不出来，请换个写法", characters=missing)

    def _award(self, holder: Holder, citation: Citation, by: Actor | str, sequence: int, status_index: int) -> Award:
        at = self.now()
        serial = rules.serial(self.issuer.force_name, citation.kind, local_day(at), sequence)
        code = verification_code(self.entropy(10))
        written = rules.inscribe(holder, citation, self.issuer.force_name, local_day(at), serial, code)
        unsigned = Award(
            award_id=self.new_id(),
            person_id=holder.person_id,
            unit_path=holder.unit_path,
            kind=citation.kind,
            inscription=replace(written, facts=_addressed(written.facts, self.issuer.verify_url(code))),
            subject_urn=uuid.UUID(bytes=self.entropy(16), version=4).urn,
            status_index=status_index,
            credential="",
            awarded_at=at,
            awarded_by=by if isinstance(by, str) else by.person_id,
            medal=citation.medal,
            publication=Publication.MASKED if holder.volunteer_number else Publication.FULL,
        )
        return replace(unsigned, credential=self.issuer.credential(unsigned))


def _addressed(facts: tuple[tuple[str, str], ...], page: str) -> tuple[tuple[str, str], ...]:
    """Facts that tell where something is shown get the award's own page in place of the mark."""
    return tuple((label, value.replace(rules.OWN_PAGE, page)) for label, value in facts)


def until_settled(attempt: Callable[[], _T]) -> _T:
    """Look and decide again while others are faster, within bounds. Raises: Conflict."""
    for _ in range(_TRIES):
        try:
            return attempt()
        except store.Overtaken:
            continue
    raise Conflict


def given(award: Award) -> Given:
    """What whoever gave an award is told of it."""
    return Given(award.award_id, award.inscription.serial, award.inscription.code)
