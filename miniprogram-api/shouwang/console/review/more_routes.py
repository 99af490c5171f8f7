"""HTTP beside the decision: claims, taking back, second looks, many at once, what is overdue, finding by the card."""

from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import APPLICATIONS
from shouwang.console.review import lists
from shouwang.console.review.list_routes import FindForm, found_page
from shouwang.console.review.lists import Picked
from shouwang.console.review.place import Place
from shouwang.console.review.reading import PlaceAsk, Reading
from shouwang.console.review.undo import over, undo_of
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.recruitment.models import Decision, State, Verdict
from shouwang.recruitment.rules.gates import require_gate
from shouwang.recruitment.service import Bulk, Desk as Claims, Outcome, Review, SecondLook, Seen

staff = roles(*STAFF)
HERE = APPLICATIONS.href


class OneForm(ActForm, kw_only=True):
    """A small form about one application: what was chosen and written."""

    reason: Annotated[str, Meta(max_length=40)] = ""
    note: Annotated[str, Meta(max_length=500)] = ""
    granted: bool | None = None


class BulkForm(msgspec.Struct, kw_only=True):
    """One decision about those that were ticked, each `id.version`."""

    csrf: Annotated[str, Meta(max_length=64)] = ""
    request_id: Annotated[str, Meta(max_length=64)] = ""
    gate: Annotated[str, Meta(max_length=40)]
    cursor: Annotated[str, Meta(max_length=1000)] = ""
    picks: Annotated[list[Annotated[str, Meta(pattern=r"^[\w-]{1,40}\.\d{1,9}$")]], Meta(max_length=50)] = []
    decision: Annotated[str, Meta(max_length=20)] = ""
    reason: Annotated[str, Meta(max_length=40)] = ""
    note: Annotated[str, Meta(max_length=500)] = ""

    def seen(self) -> list[Seen]:
        """The applications, each in the version that was looked at. Raises: Invalid."""
        faults = [] if self.picks else [Fault("/picks", "先选几份")]
        if self.decision not in set(Decision):
            faults.append(Fault("/decision", "选一样"))
        if faults:
            raise Invalid(faults=faults)
        parted = (pick.rpartition(".") for pick in self.picks)
        return [Seen(application_id, int(version)) for application_id, _, version in parted]


class MoreRoutes:
    """Acts that need a key: who decides must not be a friend of the applicant, and friends are found by their phones."""

    def __init__(self, reading: Reading, claims: Claims, bulk: Bulk, second_look: SecondLook) -> None:
        self.reading = reading
        self.claims = claims
        self.bulk = bulk
        self.second_look = second_look

    @get(HERE + "/bulk", who=staff, html=True, summary="报名审核：成批判")
    def many(self, actor: Actor, cookies: dict[str, str], query: PlaceAsk) -> Reply:
        """One page of a queue with boxes. Cost: 2 requests."""
        return self._many(actor, Browser(cookies), query, Picked())

    @post(HERE + "/bulk", who=staff, html=True, summary="报名审核：判选中的")
    def decide_many(self, actor: Actor, cookies: dict[str, str], form: BulkForm) -> Reply:
        """Each is decided by itself; what came of each is the answer. Sent again, it is told again."""
        browser = Browser(cookies)
        browser.require_proof(form.csrf)
        try:
            outcomes = self._decided(actor, form)
        except Invalid as refusal:
            typed = {name: str(getattr(form, name)) for name in ("decision", "reason", "note", "request_id")}
            ask = PlaceAsk(gate=form.gate, cursor=form.cursor)
            return self._many(actor, browser, ask, Picked(tuple(form.picks), typed), refusal)
        names = {
            row.application_id: row.name for row in self.bulk.read(actor, [each.application_id for each in outcomes])
        }
        return self.reading.desk.sheet(
            actor, browser, HERE, lists.outcome_sheet(outcomes, names, Place(require_gate(form.gate)))
        )

    @post(HERE + "/find", who=staff, html=True, summary="报名审核：找")
    def found(self, actor: Actor, cookies: dict[str, str], form: FindForm) -> Reply:
        """On to the application that holds a document."""
        browser, desk = Browser(cookies), self.reading.desk
        browser.require_proof(form.csrf)
        try:
            if len(form.reason.strip()) < 2:
                raise Invalid("写上为什么要找", faults=[Fault("/reason", "没有填")])
            found = self.second_look.find(actor, form.document_number, form.reason.strip())
        except Problem as refusal:
            if refusal.status >= 500:
                raise
            return found_page(desk, actor, browser, form, refusal)
        return desk.pages.see_other(
            f"{HERE}/{found.application_id}", desk.say(f"找到了 {found.name}，申请号 {found.number}")
        )

    @post(HERE + "/{application_id}/claim", who=staff, html=True, summary="报名审核：领办")
    def claim(self, actor: Actor, cookies: dict[str, str], application_id: str, form: OneForm) -> Reply:
        """Half an hour in which nobody else decides."""

        def work() -> str:
            self.claims.claim(actor, application_id)
            return "领了半小时，别人判不了这一份"

        return self._act(actor, cookies, application_id, form, work)

    @post(HERE + "/{application_id}/release", who=staff, html=True, summary="报名审核：放回去")
    def release(self, actor: Actor, cookies: dict[str, str], application_id: str, form: OneForm) -> Reply:
        """Give a claim back."""

        def work() -> str:
            self.claims.release(actor, application_id)
            return "放回去了，谁都能判"

        return self._act(actor, cookies, application_id, form, work)

    @post(HERE + "/{application_id}/undo", who=staff, html=True, summary="报名审核：撤回刚才的判定")
    def undo(self, actor: Actor, cookies: dict[str, str], application_id: str, form: OneForm) -> Reply:
        """Take one's own decision of the last seconds back, and stand before that application again."""
        offered = undo_of(Browser(cookies), self.reading.review.now())
        who = offered.who if offered else "这一份"

        def work() -> str:
            once = form.once(actor, f"undo {application_id}")
            self.second_look.undo(actor, once, application_id, form.version)
            return f"撤回了，{who} 回到你面前"

        return self._act(actor, cookies, application_id, form, work, over(secure=self.reading.desk.pages.secure))

    @post(HERE + "/{application_id}/reopen", who=staff, html=True, summary="报名审核：重开")
    def reopen(self, actor: Actor, cookies: dict[str, str], application_id: str, form: OneForm) -> Reply:
        """A refused application back at its gate."""

        def work() -> str:
            once, note = form.once(actor, f"reopen {application_id}"), form.note.strip()
            self.second_look.reopen(actor, once, application_id, form.version, reason=form.reason, note=note)
            return "重开了，回到这一关"

        return self._act(actor, cookies, application_id, form, work)

    @post(HERE + "/{application_id}/appeal", who=staff, html=True, summary="报名审核：判申诉")
    def appeal(self, actor: Actor, cookies: dict[str, str], application_id: str, form: OneForm) -> Reply:
        """Rule on an appeal."""

        def work() -> str:
            if form.granted is None:
                raise Invalid(faults=[Fault("/granted", "选一样")])
            once, note, version = form.once(actor, f"appeal {application_id}"), form.note.strip(), form.version
            self.second_look.rule_on_appeal(actor, once, application_id, version, granted=form.granted, note=note)
            return "申诉成立，回到这一关" if form.granted else "申诉不成立，告诉本人了"

        return self._act(actor, cookies, application_id, form, work)

    @post(HERE + "/{application_id}/document", who=staff, html=True, summary="报名审核：看过证件")
    def document(self, actor: Actor, cookies: dict[str, str], application_id: str, form: OneForm) -> Reply:
        """The card was shown: the document is this applicant's."""

        def work() -> str:
            once = form.once(actor, f"document {application_id}")
            self.second_look.settle_document(actor, once, application_id, form.version)
            return "记下了，证件归这一份"

        return self._act(actor, cookies, application_id, form, work)

    def _act(
        self,
        actor: Actor,
        cookies: dict[str, str],
        application_id: str,
        form: OneForm,
        work: Callable[[], str],
        *more_cookies: str,
    ) -> Reply:
        browser, reading = Browser(cookies), self.reading

        def again(refusal: Problem) -> Reply:
            return reading.one(actor, browser, application_id, PlaceAsk(), refused=refusal, status=refusal.status)

        done = reading.desk.act(browser, form.csrf, work, f"{HERE}/{application_id}", again)
        return replace(done, cookies=(*done.cookies, *more_cookies))

    def _decided(self, actor: Actor, form: BulkForm) -> list[Outcome]:
        seen = form.seen()
        verdict = Verdict(Decision(form.decision), 0, form.reason, form.note.strip(), None)
        sent = msgspec.json.encode([form.gate, seen, verdict])
        once = Once.of(actor.person_id, "console bulk", form.request_id, sent)
        return self.bulk.decide(actor, once, form.gate, seen, verdict)

    def _many(
        self, actor: Actor, browser: Browser, ask: PlaceAsk, picked: Picked, refusal: Problem | None = None
    ) -> Reply:
        reading = self.reading
        listed = reading.listed(actor, PlaceAsk(gate=ask.gate, status=State.REVIEW, cursor=ask.cursor))
        rows = self.bulk.read(actor, [line.application_id for line in listed.waiting])
        versions = {row.application_id: row.version for row in rows}
        now, typed = reading.review.now(), dict(picked.typed or {})
        typed.setdefault("request_id", reading.review.new_id())
        sheet = lists.bulk_sheet(
            listed, versions, Picked(picked.picks, typed), reading.desk.surroundings.unit_name, now, refusal
        )
        return reading.desk.sheet(actor, browser, HERE, sheet, refusal)


def more_api(desk: Desk, review: Review, claims: Claims, bulk: Bulk, second_look: SecondLook) -> Api:
    """Acts that need a key, for the recruitment function."""
    return Api.of(
        "console-review-more", MoreRoutes(Reading(review, desk), claims, bulk, second_look), desk.pages.refusal
    )
