"""HTTP of 荣誉: the register, one award, its paper, taking it back; served by the function of honours, which draws papers."""

from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.honours.award import REISSUE, REVOKE, Refused, award_sheet
from shouwang.console.honours.register import Around, RegisterAsk, found_sheet, month_sheet
from shouwang.console.honours.words import HERE
from shouwang.honours.models import Award, Given
from shouwang.honours.rules import LISTERS, REVOKERS, Form, NoSuchHonour
from shouwang.honours.service import Pictures, Register
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.platform.dynamo import Page
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.roster.service import Roster

listers, revokers = roles(*LISTERS), roles(*REVOKERS)
_FILES = {"paper.jpg": Form.SHARE, "paper.pdf": Form.PDF}
_SHORTEST, _CODE = 4, 16  # signs of a reason, and of a verification code


class MonthAsk(RegisterAsk):
    """The question as it comes in."""

    month: Annotated[str, Meta(pattern="^(20[0-9]{2}-(0[1-9]|1[0-2]))?$")] = ""
    unit: Annotated[str, Meta(max_length=80)] = ""
    find: Annotated[str, Meta(max_length=40)] = ""
    cursor: Annotated[str, Meta(max_length=1000)] = ""


class ReasonForm(ActForm, kw_only=True):
    """Why."""

    reason: Annotated[str, Meta(max_length=400)] = ""

    def why(self) -> str:
        """The reason. Raises: Invalid."""
        words = self.reason.strip()
        if not _SHORTEST <= len(words) <= 100:
            raise Invalid(faults=[Fault("/reason", "写 4 到 100 个字，本人要看得懂")])
        return words


class HonourPages(msgspec.Struct, frozen=True):
    """荣誉."""

    desk: Desk
    register: Register
    pictures: Pictures
    roster: Roster

    @get(HERE, who=listers, html=True, summary="荣誉：台账，按月、单位、种类、状态，或按编号、验证码")
    def listed(self, actor: Actor, cookies: dict[str, str], query: MonthAsk) -> Reply:
        """The register. Cost: 1 request, 2 for one volunteer."""
        now = self.register.honours.now()
        around = Around(actor, self.roster.units(), self.desk.surroundings.unit_name, now)
        if query.find.strip():
            sheet = found_sheet(around, query, self._found(actor, query))
        else:
            unit = query.unit or next(iter(actor.scopes(*LISTERS)), "")
            asked = RegisterAsk(query.month or f"{local_day(now):%Y-%m}", unit, query.kind, query.state)
            page = self.register.of_month(actor, asked.month, unit, asked.wanted(), query.cursor or None)
            asked.cursor = query.cursor
            sheet = month_sheet(around, asked, page)
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @get(HERE + "/{award_id}", who=listers, html=True, summary="荣誉：一份，来历、证书、验真、经过")
    def one(self, actor: Actor, cookies: dict[str, str], award_id: str) -> Reply:
        """One award. Cost: 1 to 3 requests."""
        return self._one(actor, Browser(cookies), award_id)

    @get(HERE + "/{award_id}/{name}", who=listers, html=True, summary="荣誉：证书图 paper.jpg 或打印稿 paper.pdf")
    def paper(self, actor: Actor, award_id: str, name: str) -> Reply:
        """The paper of an award. Cost: 2 requests."""
        self.register.one(actor, award_id)
        if name not in _FILES:
            raise NotFound
        file = self.pictures.file(actor, award_id, _FILES[name])
        headers = {"Content-Disposition": file.disposition, "Cache-Control": "private, no-store"}
        return Reply(file.content, file.content_type, headers=headers)

    @post(HERE + "/{award_id}/revoke", who=revokers, html=True, summary="荣誉：撤销一份，写明原因")
    def revoke(self, actor: Actor, cookies: dict[str, str], award_id: str, form: ReasonForm) -> Reply:
        """Take it back, once."""

        def work() -> str:
            once = form.once(actor, f"revoke {award_id}")
            self.register.honours.revoke(actor, award_id, form.why(), once)
            return "撤销了，验真页已经这样说，本人也收到了"

        return self._act(actor, cookies, award_id, REVOKE, form, work)

    @post(HERE + "/{award_id}/reissue", who=revokers, html=True, summary="荣誉：按现在的名册换发一份")
    def reissue(self, actor: Actor, cookies: dict[str, str], award_id: str, form: ReasonForm) -> Reply:
        """Give it anew, and go on to the new one."""
        browser, once = Browser(cookies), form.once(actor, f"reissue {award_id}")
        return self.desk.make(
            browser,
            form.csrf,
            lambda: self.register.honours.reissue(actor, award_id, form.why(), once),
            Given,
            lambda given: self.desk.pages.see_other(f"{HERE}/{given.award_id}", self.desk.say("换发了，这是新的一份")),
            lambda no: self._one(actor, browser, award_id, Refused(REISSUE, form.typed(), no)),
        )

    def _act(
        self,
        actor: Actor,
        cookies: dict[str, str],
        award_id: str,
        act: str,
        form: ReasonForm,
        work: Callable[[], str],
    ) -> Reply:
        browser = Browser(cookies)

        def again(no: Problem) -> Reply:
            return self._one(actor, browser, award_id, Refused(act, form.typed(), no))

        return self.desk.act(browser, form.csrf, work, f"{HERE}/{award_id}", again)

    def _found(self, actor: Actor, query: RegisterAsk) -> Page[Award]:
        """By code or number; nothing for what is not there or not one's own."""
        typed = query.find.strip()
        try:
            if len(typed.replace("-", "").replace(" ", "")) == _CODE:
                return Page([self.register.of_code(actor, typed)], None)
            return self.register.of_number(actor, typed, query.wanted(), query.cursor or None)
        except (NotFound, NoSuchHonour):
            return Page([], None)
        except Invalid as no:
            if any(fault.pointer == "/cursor" for fault in no.faults):
                raise
            return Page([], None)

    def _one(self, actor: Actor, browser: Browser, award_id: str, no: Refused | None = None) -> Reply:
        seen, now = self.register.one(actor, award_id), self.register.honours.now()
        sheet = award_sheet(actor, seen, self.desk.surroundings.unit_name, now, no)
        return self.desk.sheet(actor, browser, HERE, sheet, no.why if no else None)


def api(desk: Desk, register: Register, pictures: Pictures, roster: Roster) -> Api:
    """荣誉."""
    return Api.of("console-honours", HonourPages(desk, register, pictures, roster), desk.pages.refusal)
