"""HTTP of 投诉; served by the function of the notices slice, which takes down what is upheld."""

from typing import Annotated
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from shouwang.console.blocks import Sheet, refilled
from shouwang.console.browser import Browser
from shouwang.console.complaints.sheet import month_sheet, one_sheet
from shouwang.console.desk import Desk
from shouwang.console.places import COMPLAINTS
from shouwang.console.views import Link
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.notices.service import Complaints
from shouwang.platform.web import Api, Reply, get, post, roles

HERE = COMPLAINTS.href
readers = roles(*COMPLAINTS.roles)


class MonthAsk(msgspec.Struct):
    """Which month, which page of it."""

    month: Annotated[str, Meta(pattern=r"^(20\d\d-(0[1-9]|1[0-2]))?$")] = ""
    cursor: Annotated[str, Meta(max_length=1000)] = ""


class RulingForm(msgspec.Struct, kw_only=True):
    """How it is ruled, and why."""

    csrf: Annotated[str, Meta(max_length=64)] = ""
    upheld: Annotated[str, Meta(max_length=5)] = ""
    reason: Annotated[str, Meta(max_length=300)] = ""
    against: Annotated[str, Meta(max_length=40)] = ""

    def require_whole(self) -> None:
        """Raises: Invalid listing what is missing."""
        faults = [] if self.upheld in {"true", "false"} else [Fault("/upheld", "选一样")]
        if len(self.reason.strip()) < 2:
            faults.append(Fault("/reason", "写上理由"))
        if faults:
            raise Invalid(faults=faults)


class ComplaintPages:
    """投诉."""

    def __init__(self, desk: Desk, complaints: Complaints) -> None:
        self.desk = desk
        self.complaints = complaints

    @get(HERE, who=readers, html=True, summary="投诉：一个月的")
    def of_month(self, actor: Actor, cookies: dict[str, str], query: MonthAsk) -> Reply:
        """What people complained about. Cost: 2 requests."""
        now = self.complaints.now()
        month = query.month or f"{local_day(now):%Y-%m}"
        page, rulings = self.complaints.of_month(month, query.cursor or None)
        onward = urlencode({"month": month, "cursor": page.cursor}) if page.cursor else ""
        more = Link("更早的", f"{HERE}?{onward}") if onward else None
        return self.desk.sheet(actor, Browser(cookies), HERE, month_sheet(month, page.items, rulings, more, now))

    @get(HERE + "/{complaint_id}", who=readers, html=True, summary="投诉：一件")
    def one(self, actor: Actor, cookies: dict[str, str], complaint_id: str) -> Reply:
        """One complaint and its ruling. Cost: 2 requests."""
        return self._one(actor, Browser(cookies), complaint_id)

    @get(HERE + "/{complaint_id}/picture", who=readers, html=True, summary="投诉：被投诉的照片，看过留痕")
    def picture(self, actor: Actor, complaint_id: str) -> Reply:
        """The picture complained about."""
        picture = self.complaints.picture(actor, complaint_id)
        return Reply(picture, "image/jpeg", headers={"Cache-Control": "private, no-store"})

    @post(HERE + "/{complaint_id}/ruling", who=readers, html=True, summary="投诉：裁定")
    def rule(self, actor: Actor, cookies: dict[str, str], complaint_id: str, form: RulingForm) -> Reply:
        """Rule it, once."""
        browser = Browser(cookies)

        def work() -> str:
            form.require_whole()
            upheld, reason = form.upheld == "true", form.reason.strip()
            self.complaints.rule(actor, complaint_id, upheld=upheld, reason=reason, against=form.against.strip())
            return "裁定成立，两边都告诉了" if upheld else "裁定不成立，两边都告诉了"

        def again(refusal: Problem) -> Reply:
            return self._one(actor, browser, complaint_id, form, refusal)

        return self.desk.act(browser, form.csrf, work, f"{HERE}/{complaint_id}", again)

    def _one(
        self,
        actor: Actor,
        browser: Browser,
        complaint_id: str,
        form: RulingForm | None = None,
        refusal: Problem | None = None,
    ) -> Reply:
        complaint, ruling = self.complaints.one(complaint_id)
        typed = {"upheld": form.upheld, "reason": form.reason, "against": form.against} if form else {}
        sheet: Sheet = one_sheet(complaint, ruling, lambda it: refilled(it, typed, refusal), self.complaints.now())
        return self.desk.sheet(actor, browser, HERE, sheet, refusal)


def api(desk: Desk, complaints: Complaints) -> Api:
    """投诉."""
    return Api.of("console-complaints", ComplaintPages(desk, complaints), desk.pages.refusal)
