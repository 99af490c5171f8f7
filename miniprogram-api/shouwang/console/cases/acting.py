"""HTTP of one case: opening it may need the key of the fixes or a file, so the checkin function serves these pages."""

from shouwang.console.cases import check_in, correction, swap
from shouwang.console.cases.desks import DecisionForm, Desks
from shouwang.console.cases.matters import CHECK_INS, CORRECTIONS, REPORTS, SWAPS
from shouwang.console.cases.reading import Cases, PlaceAsk
from shouwang.console.cases.routes import leader
from shouwang.console.desk import Desk
from shouwang.console.words import exact
from shouwang.duty.models import Clearance, CorrectionState, SwapState
from shouwang.duty.service import Corrections, Reviews, Sessions, Swaps
from shouwang.duty.service.report_photos import ReportPhotos
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault, Invalid, NotFound
from shouwang.platform.web import Api, Reply, get, post


class CheckInRoutes:
    """核打卡, 核补卡."""

    def __init__(self, desks: Desks) -> None:
        self.desks = desks

    @get(CHECK_INS.href + "/{person_id}/{check_in_id}", who=leader, html=True, summary="核打卡：一条打卡和它的凭据")
    def check_in(
        self, actor: Actor, cookies: dict[str, str], person_id: str, check_in_id: str, query: PlaceAsk
    ) -> Reply:
        """One check-in; that one looked is noted where the volunteer can read it."""
        return self.desks.page(actor, cookies, CHECK_INS, person_id, check_in_id, query)

    @post(CHECK_INS.href + "/{person_id}/{check_in_id}/decision", who=leader, html=True, summary="核打卡：认可或不认可")
    def decide_check_in(
        self, actor: Actor, cookies: dict[str, str], person_id: str, check_in_id: str, form: DecisionForm
    ) -> Reply:
        """A leader's word on the evidence that was seen."""

        def work() -> str:
            why = form.why(check_in.DEFAULT)
            cleared = self.desks.cases.reviews.decide(
                actor, person_id, check_in_id, accept=form.accept, reason=why, photos_seen=form.seen
            )
            return f"已判「{'没有认可' if cleared is Clearance.REFUSED else '认可'}」，本人会收到理由"

        return self.desks.decided(actor, cookies, CHECK_INS, person_id, check_in_id, form, work)

    @get(CHECK_INS.href + "/{person_id}/{check_in_id}/photos/{n}", who=leader, html=True, summary="核打卡：现场照")
    def check_in_photo(self, actor: Actor, person_id: str, check_in_id: str, n: str) -> Reply:
        """A photo, from 0 on."""
        return _picture(self.desks.cases.reviews.photo(actor, person_id, check_in_id, _number(n)))

    @get(
        CORRECTIONS.href + "/{person_id}/{correction_id}", who=leader, html=True, summary="核补卡：一条补卡，两边的时刻"
    )
    def correction(
        self, actor: Actor, cookies: dict[str, str], person_id: str, correction_id: str, query: PlaceAsk
    ) -> Reply:
        """One correction."""
        return self.desks.page(actor, cookies, CORRECTIONS, person_id, correction_id, query)

    @post(
        CORRECTIONS.href + "/{person_id}/{correction_id}/decision",
        who=leader,
        html=True,
        summary="核补卡：通过或不通过",
    )
    def decide_correction(
        self, actor: Actor, cookies: dict[str, str], person_id: str, correction_id: str, form: DecisionForm
    ) -> Reply:
        """A leader's word on the version that was seen."""

        def work() -> str:
            why = form.why(correction.DEFAULT)
            one = self.desks.corrections.decide(
                actor, person_id, correction_id, accept=form.accept, reason=why, version=form.seen
            )
            waits = one.state is CorrectionState.SECOND
            return f"{one.name} 的补卡{'你通过了，等第二位队长' if waits else correction.STATES[one.state].word}"

        return self.desks.decided(actor, cookies, CORRECTIONS, person_id, correction_id, form, work)

    @get(CORRECTIONS.href + "/{person_id}/{correction_id}/photos/{n}", who=leader, html=True, summary="核补卡：凭据照")
    def correction_photo(self, actor: Actor, person_id: str, correction_id: str, n: str) -> Reply:
        """A photo, from 0 on."""
        return _picture(*self.desks.corrections.photo(actor, person_id, correction_id, _number(n)))


class TeamRoutes:
    """换班点头, 评回报."""

    def __init__(self, desks: Desks) -> None:
        self.desks = desks

    @get(SWAPS.href + "/{person_id}/{swap_id}", who=leader, html=True, summary="换班点头：一件换班")
    def swap(self, actor: Actor, cookies: dict[str, str], person_id: str, swap_id: str, query: PlaceAsk) -> Reply:
        """One swap; `person_id` is who asked."""
        return self.desks.page(actor, cookies, SWAPS, person_id, swap_id, query)

    @post(SWAPS.href + "/{person_id}/{swap_id}/decision", who=leader, html=True, summary="换班点头：同意或不同意")
    def decide_swap(
        self, actor: Actor, cookies: dict[str, str], person_id: str, swap_id: str, form: DecisionForm
    ) -> Reply:
        """A nod moves the places at once."""

        def work() -> str:
            one = self.desks.swaps.decide(actor, person_id, swap_id, accept=form.accept, reason=form.why(swap.DEFAULT))
            done = one.state is SwapState.DONE
            return f"{one.from_number} 的班换给 {one.to_number} 了" if done else f"没有同意 {one.from_number} 换班"

        return self.desks.decided(actor, cookies, SWAPS, person_id, swap_id, form, work)

    @get(REPORTS.href + "/{person_id}/{session_id}", who=leader, html=True, summary="评回报：一份任务回报")
    def report(self, actor: Actor, cookies: dict[str, str], person_id: str, session_id: str, query: PlaceAsk) -> Reply:
        """One report."""
        return self.desks.page(actor, cookies, REPORTS, person_id, session_id, query)

    @post(REPORTS.href + "/{person_id}/{session_id}/decision", who=leader, html=True, summary="评回报：0 到 5 分")
    def mark(self, actor: Actor, cookies: dict[str, str], person_id: str, session_id: str, form: DecisionForm) -> Reply:
        """A mark, once."""

        def work() -> str:
            if not form.score.isdecimal():
                raise Invalid("先选几分", faults=[Fault("/score", "没有选")])
            view = self.desks.sessions.mark(actor, person_id, session_id, int(form.score), form.note)
            return f"记下了 {form.score} 分，{exact(view.in_at)[5:10]} 的那一班"

        return self.desks.decided(actor, cookies, REPORTS, person_id, session_id, form, work)

    @get(REPORTS.href + "/{person_id}/{session_id}/photos/{n}", who=leader, html=True, summary="评回报：回报照")
    def report_photo(self, actor: Actor, person_id: str, session_id: str, n: str) -> Reply:
        """A photo, from 0 on."""
        return _picture(self.desks.reports.photo(actor, person_id, session_id, _number(n)))


def _number(n: str) -> int:
    if not (n.isascii() and n.isdecimal() and len(n) < 3):
        raise NotFound
    return int(n)


def _picture(content: bytes, kind: str = "image/jpeg") -> Reply:
    return Reply(content, kind, headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"})


def _desks(
    desk: Desk, reviews: Reviews, corrections: Corrections, swaps: Swaps, sessions: Sessions, reports: ReportPhotos
) -> Desks:
    return Desks(Cases(desk, reviews), corrections, swaps, sessions, reports)


def check_ins_api(
    desk: Desk, reviews: Reviews, corrections: Corrections, swaps: Swaps, sessions: Sessions, reports: ReportPhotos
) -> Api:
    """核打卡 and 核补卡, for the checkin function."""
    desks = _desks(desk, reviews, corrections, swaps, sessions, reports)
    return Api.of("console-case-check-ins", CheckInRoutes(desks), desk.pages.refusal)


def teams_api(
    desk: Desk, reviews: Reviews, corrections: Corrections, swaps: Swaps, sessions: Sessions, reports: ReportPhotos
) -> Api:
    """换班 and 回报, for the checkin function."""
    desks = _desks(desk, reviews, corrections, swaps, sessions, reports)
    return Api.of("console-case-teams", TeamRoutes(desks), desk.pages.refusal)
