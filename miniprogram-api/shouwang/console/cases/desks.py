"""The services behind the cases, and the one form that every case's page sends."""

from collections.abc import Callable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shouwang.console.browser import Browser
from shouwang.console.cases import check_in, correction, report, swap
from shouwang.console.cases.case import Written
from shouwang.console.cases.matters import CHECK_INS, CORRECTIONS, REPORTS, SWAPS, Kind
from shouwang.console.cases.reading import Cases, PlaceAsk, Tell
from shouwang.duty.service import Corrections, Sessions, Swaps
from shouwang.duty.service.report_photos import ReportPhotos
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.web import Reply

MOST_SIGNS = 200


class DecisionForm(PlaceAsk, kw_only=True):
    """What the bar of a case sends: what was seen, what was written, what was decided, where to go on."""

    csrf: Annotated[str, Meta(max_length=64)] = ""
    seen: Annotated[int, Meta(ge=0)] = 0
    next: Annotated[str, Meta(max_length=200)] = ""
    note: Annotated[str, Meta(max_length=MOST_SIGNS)] = ""
    reason: Annotated[str, Meta(max_length=60)] = ""
    score: Annotated[str, Meta(max_length=2)] = ""
    decision: Literal["pass", "refuse"] = "pass"

    @property
    def written(self) -> Written:
        """What was written, to stand on the page again."""
        return Written(self.note, self.reason, self.score)

    @property
    def accept(self) -> bool:
        """Whether it is a yes."""
        return self.decision == "pass"

    def why(self, default: str) -> str:
        """The reason as it is kept and told. Raises: Invalid for a refusal without one."""
        if self.accept:
            return self.note.strip() or default
        if not (self.reason or self.note.strip()):
            raise Invalid("写上理由，或者选一条", faults=[Fault("/note", "没有写")])
        return "；".join(part for part in (self.reason, self.note.strip()) if part)[:MOST_SIGNS]


class Desks(msgspec.Struct, frozen=True):
    """The services behind the cases."""

    cases: Cases
    corrections: Corrections
    swaps: Swaps
    sessions: Sessions
    reports: ReportPhotos

    def page(
        self,
        actor: Actor,
        cookies: dict[str, str],
        kind: Kind,
        person_id: str,
        subject_id: str,
        form: PlaceAsk,
        refusal: Problem | None = None,
    ) -> Reply:
        """One case beside its queue."""
        listed = self.cases.listed(actor, kind, form)
        line = listed.line(subject_id)
        name = line.name if line else self._name(person_id)
        written = form.written if isinstance(form, DecisionForm) else Written()
        tell = self._teller(kind)(actor, person_id, subject_id, name)
        return self.cases.one(actor, Browser(cookies), listed, subject_id, tell, written, refusal)

    def decided(
        self,
        actor: Actor,
        cookies: dict[str, str],
        kind: Kind,
        person_id: str,
        subject_id: str,
        form: DecisionForm,
        work: Callable[[], str],
    ) -> Reply:
        """An act on a case, and on to the next one."""
        return self.cases.desk.act(
            Browser(cookies),
            form.csrf,
            work=work,
            then=(form.next if form.next.startswith(kind.href + "/") else kind.href)
            + (f"?cursor={form.cursor}" if form.cursor else ""),
            again=lambda refusal: self.page(actor, cookies, kind, person_id, subject_id, form, refusal),
        )

    def _name(self, person_id: str) -> str:
        found = self.corrections.roster.volunteer_of(person_id)
        return found.name if found else "没有登记姓名"

    def _teller(self, kind: Kind) -> Callable[[Actor, str, str, str], Tell]:
        return {CHECK_INS: self._check_in, CORRECTIONS: self._correction, SWAPS: self._swap, REPORTS: self._report}[
            kind
        ]

    def _check_in(self, actor: Actor, person_id: str, subject_id: str, name: str) -> Tell:
        reviews = self.cases.reviews
        seen = reviews.look(actor, person_id, subject_id)
        beside = reviews.beside(actor, person_id, subject_id)
        return lambda written: check_in.told(seen, beside, name, actor, written, reviews.now())

    def _correction(self, actor: Actor, person_id: str, subject_id: str, name: str) -> Tell:
        looked = self.corrections.judged(actor, person_id, subject_id)
        return lambda written: correction.told(looked, actor, written, self.corrections.now())

    def _swap(self, actor: Actor, person_id: str, subject_id: str, name: str) -> Tell:
        found = self.swaps.look(actor, person_id, subject_id)
        return lambda written: swap.told(found, actor, written, self.swaps.now())

    def _report(self, actor: Actor, person_id: str, subject_id: str, name: str) -> Tell:
        found = self.reports.look(actor, person_id, subject_id)
        return lambda written: report.told(found, name, person_id, actor, written, self.reports.now())
