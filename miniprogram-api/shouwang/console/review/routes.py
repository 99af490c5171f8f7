"""HTTP of 报名审核. Reading is the console function's; deciding, revealing and photos are the recruitment function's,
which alone may decrypt (who decides must not be a friend of the applicant, and friends are found by their phones)."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import APPLICATIONS
from shouwang.console.review.deciding import Written, said
from shouwang.console.review.place import Place
from shouwang.console.review.reading import Just, PlaceAsk, Reading
from shouwang.console.review.undo import Undo
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.fresh import StepUpNeeded
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.platform.once import AnsweredBefore, Once
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.platform.web.read import convert
from shouwang.recruitment.models import Decision, Gate, State as Stands, Verdict
from shouwang.recruitment.rules.gates import require_gate
from shouwang.recruitment.rules.reasons import REASONS
from shouwang.recruitment.service import Decided, Review

staff = roles(*STAFF)
HERE = APPLICATIONS.href


class PageForm(PlaceAsk, kw_only=True):
    """The one form of a page: who it was drawn for, what was seen, what was written, where to go on."""

    csrf: Annotated[str, Meta(max_length=64)] = ""
    version: Annotated[int, Meta(ge=0)]
    at_gate: Annotated[str, Meta(max_length=40)] = ""
    request_id: Annotated[str, Meta(min_length=8, max_length=64)]
    who: Annotated[str, Meta(max_length=60)] = ""
    next: Annotated[str, Meta(max_length=40)] = ""
    note: Annotated[str, Meta(max_length=500)] = ""
    reason: Annotated[str, Meta(max_length=40)] = ""
    cover_until: Annotated[str, Meta(max_length=10)] = ""
    beside: bool = False  # the row of the next stands on the screen: a script says so

    def written(self, refusal: Problem | None = None) -> Written:
        """What was written, to stand on the page again."""
        return Written(self.note, self.reason, self.cover_until, self.version, refusal)


class DecisionForm(PageForm, kw_only=True):
    """The form as the buttons of the decision bar send it."""

    decision: Literal["pass", "refuse"]

    def verdict(self) -> Verdict:
        """What was decided. Raises: Invalid for a date that is none."""
        if self.decision == "pass":
            return Verdict(Decision.PASS, self.version, "", self.note.strip(), _day(self.cover_until))
        chosen = REASONS.get(self.reason)
        return Verdict(chosen.decision if chosen else Decision.RETURN, self.version, self.reason, self.note.strip())


class ReadingRoutes:
    """Routes that read."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @get(HERE, who=staff, html=True, summary="报名审核：一关的待审名单")
    def queue(self, actor: Actor, cookies: dict[str, str], query: PlaceAsk) -> Reply:
        """The queue of a gate."""
        return self.reading.queue(actor, Browser(cookies), query)

    @get(HERE + "/{application_id}", who=staff, html=True, summary="报名审核：一份报名")
    def one(self, actor: Actor, cookies: dict[str, str], application_id: str, query: PlaceAsk) -> Reply:
        """One application, masked."""
        return self.reading.one(actor, Browser(cookies), application_id, query)


class ActingRoutes:
    """Routes that need a key or a file."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @post(HERE + "/{application_id}/decision", who=staff, html=True, summary="报名审核：判一关")
    def decide(self, actor: Actor, cookies: dict[str, str], application_id: str, form: DecisionForm) -> Reply:
        """Decide on the version that was seen; what cannot be decided comes back with all that was written."""
        browser = Browser(cookies)
        browser.require_proof(form.csrf)
        try:
            verdict, gate = form.verdict(), require_gate(form.at_gate)
            decided = self._decide(actor, application_id, form, verdict, gate)
        except NotFound:
            raise
        except Problem as refusal:
            if refusal.status >= 500:
                raise
            return self.reading.one(
                actor, browser, application_id, form, written=form.written(refusal), status=refusal.status
            )
        return self._on(actor, browser, form, said(form.who, gate, verdict.decision, decided), decided)

    @post(HERE + "/{application_id}/reveal", who=staff, html=True, summary="报名审核：看一项敏感信息")
    def reveal(self, actor: Actor, cookies: dict[str, str], application_id: str, form: dict[str, str]) -> Reply:
        """One field in the clear, in the answer to this POST and nowhere else."""
        browser, page = Browser(cookies), convert(form, PageForm, strict=False)
        browser.require_proof(page.csrf)
        field = form.get("field", "")
        why = form.get(f"why-{field}", "").strip()
        try:
            if len(why) < 2:
                raise Invalid("写上为什么要看，记入经过", faults=[Fault(f"/why-{field}", "没有填")])
            revealed = self.reading.review.reveal(actor, application_id, field, why[:100])
        except StepUpNeeded:
            raise
        except Problem as refusal:
            if refusal.status >= 500:
                raise
            return self.reading.one(
                actor, browser, application_id, page, written=page.written(refusal), status=refusal.status
            )
        return self.reading.one(actor, browser, application_id, page, written=page.written(), revealed=revealed)

    @get(HERE + "/{application_id}/photo", who=staff, html=True, summary="报名审核：报名人的照片")
    def photo(self, actor: Actor, application_id: str) -> Reply:
        """The applicant's photo."""
        photo = self.reading.review.photo(actor, application_id)
        return Reply(photo, "image/jpeg", headers={"Cache-Control": "no-store"})

    def _on(self, actor: Actor, browser: Browser, form: DecisionForm, words: str, decided: Decided) -> Reply:
        """To the next in the queue; ten seconds to take back what was decided, but a number that was given stays given."""
        desk, undo = self.reading.desk, None
        if decided.state is not Stands.PASSED:
            undo = Undo.of(decided.application_id, decided.version, form.who, self.reading.review.now())
        if form.next and form.beside:
            at_once = self.reading.next_beside(
                actor, browser, form.next, form, Just(decided.application_id, words, undo)
            )
            if at_once is not None:
                return at_once
        place = Place(require_gate(form.gate or form.at_gate), form.status, form.cursor)
        then = place.one(form.next) if form.next else place.here
        return desk.pages.see_other(then, desk.say(words), *([undo.cookie(secure=desk.pages.secure)] if undo else []))

    def _decide(self, actor: Actor, application_id: str, form: DecisionForm, verdict: Verdict, gate: Gate) -> Decided:
        sent = msgspec.json.encode([gate, verdict])
        once = Once.of(actor.person_id, f"console decision {application_id}", form.request_id, sent)
        try:
            return self.reading.review.decide(actor, once, application_id, gate, verdict)
        except AnsweredBefore as before:
            return msgspec.json.decode(before.answer, type=Decided)


def reading_api(desk: Desk, review: Review) -> Api:
    """Routes that read, for the console function."""
    return Api.of("console-review", ReadingRoutes(Reading(review, desk)), desk.pages.refusal)


def acting_api(desk: Desk, review: Review) -> Api:
    """Routes that need a key or a file, for the recruitment function."""
    return Api.of("console-acts", ActingRoutes(Reading(review, desk)), desk.pages.refusal)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Invalid("日子要写成 2027-11-30 这样", faults=[Fault("/cover_until", "不是日子")]) from wrong
