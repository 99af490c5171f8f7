"""HTTP of 星级公示; served by the function of honours, which keeps the stars."""

from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.blocks import refilled
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import STARS
from shouwang.console.stars.sheet import objection_sheet, stars_sheet
from shouwang.honours.rules.stars import RULERS
from shouwang.honours.service import Stars
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.web import Api, Reply, get, post, roles

HERE = STARS.href
readers, rulers = roles(*STARS.roles), roles(*RULERS)
_PAGE = 50
_Cursor = Annotated[str, Meta(max_length=1000)]


class ShownAsk(msgspec.Struct):
    """Which page of stars, and of objections."""

    cursor: _Cursor = ""
    objections: _Cursor = ""


class RulingForm(ActForm, kw_only=True):
    """How it is ruled, and why."""

    upheld: Annotated[str, Meta(max_length=5)] = ""
    why: Annotated[str, Meta(max_length=400)] = ""

    def require_whole(self) -> None:
        """Raises: Invalid listing what is missing."""
        faults = [] if self.upheld in {"true", "false"} else [Fault("/upheld", "选一样")]
        if not 4 <= len(self.why.strip()) <= 300:
            faults.append(Fault("/why", "写 4 到 300 个字"))
        if faults:
            raise Invalid(faults=faults)


class StarPages(msgspec.Struct, frozen=True):
    """星级公示."""

    desk: Desk
    stars: Stars

    @get(HERE, who=readers, html=True, summary="星级公示：公示中的，和等人定的异议")
    def shown(self, actor: Actor, cookies: dict[str, str], query: ShownAsk) -> Reply:
        """What stands in publicity. Cost: 1 request, 3 for who rules objections."""
        rules = bool(actor.scopes(*RULERS))
        waiting = self.stars.objections(actor, None, query.objections or None) if rules else None
        page = self.stars.public(query.cursor or None, _PAGE)
        name, now = self.desk.surroundings.unit_name, self.stars.now()
        sheet = stars_sheet(actor, page, waiting, name, now, later=bool(query.cursor or query.objections))
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @get(HERE + "/{star_id}/{objection_id}", who=rulers, html=True, summary="星级公示：一件异议")
    def one(self, actor: Actor, cookies: dict[str, str], star_id: str, objection_id: str) -> Reply:
        """One objection. Cost: 2 requests."""
        return self._one(actor, Browser(cookies), star_id, objection_id)

    @post(HERE + "/{star_id}/{objection_id}/ruling", who=rulers, html=True, summary="星级公示：裁定一件异议")
    def rule(self, actor: Actor, cookies: dict[str, str], star_id: str, objection_id: str, form: RulingForm) -> Reply:
        """Rule it, once, over the star that was seen."""
        browser = Browser(cookies)

        def work() -> str:
            form.require_whole()
            sent, upheld = form.sent(actor, f"rule {objection_id}"), form.upheld == "true"
            self.stars.rule(actor, star_id, objection_id, upheld=upheld, why=form.why.strip(), sent=sent)
            return "裁定成立，这一级星不授予，本人收到了" if upheld else "裁定不成立，提的人收到了"

        def again(no: Problem) -> Reply:
            return self._one(actor, browser, star_id, objection_id, form, no)

        return self.desk.act(browser, form.csrf, work, f"{HERE}/{star_id}/{objection_id}", again)

    def _one(
        self,
        actor: Actor,
        browser: Browser,
        star_id: str,
        objection_id: str,
        form: RulingForm | None = None,
        no: Problem | None = None,
    ) -> Reply:
        it, typed = self.stars.objection(actor, star_id, objection_id), form.typed() if form else {}
        name, now = self.desk.surroundings.unit_name, self.stars.now()
        sheet = objection_sheet(actor, it, name, lambda asked: refilled(asked, typed, no), now)
        return self.desk.sheet(actor, browser, HERE, sheet, no)


def api(desk: Desk, stars: Stars) -> Api:
    """星级公示."""
    return Api.of("console-stars", StarPages(desk, stars), desk.pages.refusal)
