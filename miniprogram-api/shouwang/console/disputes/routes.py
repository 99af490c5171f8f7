"""HTTP of 积分申诉; served by the function of assessment, which keeps the answers."""

from typing import Annotated
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from shouwang.assessment.service import Disputes
from shouwang.console.blocks import refilled
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.disputes.sheet import one_sheet, waiting_sheet
from shouwang.console.places import DISPUTES
from shouwang.console.views import Link
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.web import Api, Reply, get, post, roles

HERE = DISPUTES.href
leaders = roles(*LEADERS)


class WaitingAsk(msgspec.Struct):
    """Which unit with all below it, which page."""

    unit: Annotated[str, Meta(max_length=40)] = ""
    cursor: Annotated[str, Meta(max_length=1000)] = ""


class AnswerForm(msgspec.Struct, kw_only=True):
    """The leader's answer."""

    csrf: Annotated[str, Meta(max_length=64)] = ""
    upheld: Annotated[str, Meta(max_length=5)] = ""
    correction: Annotated[str, Meta(max_length=8)] = "0"
    text: Annotated[str, Meta(max_length=300)] = ""

    def points(self) -> int:
        """The correction. Raises: Invalid listing everything that is wrong."""
        faults = [] if self.upheld in {"true", "false"} else [Fault("/upheld", "选一样")]
        number = self.correction.strip().replace("\u2212", "-").removeprefix("+") or "0"
        if not number.removeprefix("-").isdecimal():
            faults.append(Fault("/correction", "写整数"))
        if len(self.text.strip()) < 2:
            faults.append(Fault("/text", "写上答复"))
        if faults:
            raise Invalid(faults=faults)
        return int(number)


class DisputePages:
    """积分申诉."""

    def __init__(self, desk: Desk, disputes: Disputes) -> None:
        self.desk = desk
        self.disputes = disputes

    @get(HERE, who=leaders, html=True, summary="积分申诉：等答复的")
    def waiting(self, actor: Actor, cookies: dict[str, str], query: WaitingAsk) -> Reply:
        """Open disputes of the own units. Cost: 1 request."""
        page = self.disputes.waiting(actor, query.unit or None, query.cursor or None)
        unit = self.desk.surroundings.unit_name(query.unit or next(iter(actor.scopes(*LEADERS)), "")) or "全支队"
        onward = urlencode({"unit": query.unit, "cursor": page.cursor}) if page.cursor else ""
        more = Link("后面还有", f"{HERE}?{onward}") if onward else None
        sheet = waiting_sheet(page.items, unit, more, self.disputes.now())
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @get(HERE + "/{dispute_id}", who=leaders, html=True, summary="积分申诉：一件")
    def one(self, actor: Actor, cookies: dict[str, str], dispute_id: str) -> Reply:
        """One dispute of the own units. Cost: 1 request."""
        return self._one(actor, Browser(cookies), dispute_id)

    @post(HERE + "/{dispute_id}/answer", who=leaders, html=True, summary="积分申诉：答复")
    def answer(self, actor: Actor, cookies: dict[str, str], dispute_id: str, form: AnswerForm) -> Reply:
        """Answer it, once."""
        browser = Browser(cookies)

        def work() -> str:
            correction, upheld = form.points(), form.upheld == "true"
            it = self.disputes.answer(actor, dispute_id, upheld=upheld, text=form.text.strip(), correction=correction)
            return f"答复了 {it.name}，{'成立' if upheld else '不成立'}"

        def again(refusal: Problem) -> Reply:
            return self._one(actor, browser, dispute_id, form, refusal)

        return self.desk.act(browser, form.csrf, work, f"{HERE}/{dispute_id}", again)

    def _one(
        self,
        actor: Actor,
        browser: Browser,
        dispute_id: str,
        form: AnswerForm | None = None,
        refusal: Problem | None = None,
    ) -> Reply:
        it = self.disputes.one(actor, dispute_id)
        typed = {"upheld": form.upheld, "correction": form.correction, "text": form.text} if form else {}
        unit = self.desk.surroundings.unit_name(it.unit_path)
        sheet = one_sheet(it, unit, lambda asked: refilled(asked, typed, refusal), self.disputes.now())
        return self.desk.sheet(actor, browser, HERE, sheet, refusal)


def api(desk: Desk, disputes: Disputes) -> Api:
    """积分申诉."""
    return Api.of("console-disputes", DisputePages(desk, disputes), desk.pages.refusal)
