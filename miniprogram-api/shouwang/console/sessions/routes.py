"""HTTP of 在哪里登录着; served by the login function, which alone may end sessions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from shouwang.console.blocks import Act, Cell, Head, Row, Rows, Sheet, Table
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import SETTINGS
from shouwang.console.views import Link
from shouwang.console.words import moment
from shouwang.identity.models import Session, SessionKind
from shouwang.identity.service import Identity
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Api, Reply, get, post, roles

HERE = "/console/sessions"
staff = roles(*STAFF)
_KINDS = {SessionKind.PHONE: "小程序", SessionKind.CONSOLE: "管理台"}


class EndForm(msgspec.Struct):
    """The form of one button."""

    csrf: Annotated[str, msgspec.Meta(max_length=64)] = ""


class SessionRoutes:
    """在哪里登录着."""

    def __init__(self, desk: Desk, identity: Identity) -> None:
        self.desk = desk
        self.identity = identity

    @get(HERE, who=staff, html=True, summary="在哪里登录着")
    def sessions(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """One's own live sessions. Cost: 1 request."""
        return self._page(actor, Browser(cookies), None)

    @post(HERE + "/{session_id}/end", who=staff, html=True, summary="让一处退出登录")
    def end(self, actor: Actor, cookies: dict[str, str], session_id: str, form: EndForm) -> Reply:
        """End one of one's own sessions. Cost: 2 requests."""
        browser = Browser(cookies)

        def work() -> str:
            self.identity.end_session(actor, session_id)
            return "那一处退出了，再进要重新扫码"

        return self.desk.act(browser, form.csrf, work, HERE, lambda refusal: self._page(actor, browser, refusal))

    def _page(self, actor: Actor, browser: Browser, refusal: Problem | None) -> Reply:
        sheet = sessions_sheet(self.identity.sessions(actor), actor, self.identity.now())
        return self.desk.sheet(actor, browser, SETTINGS.href, sheet, refusal)


def sessions_sheet(sessions: Sequence[Session], actor: Actor, now: datetime) -> Sheet:
    """The list, this browser's own first."""
    ordered = sorted(sessions, key=lambda it: (it.session_id != actor.session_id, -it.last_seen_at.timestamp()))
    heads = (Head("在哪里"), Head("进来的", second=True), Head("上次用"), Head("登录"), Head(""))
    return Sheet(
        title="在哪里登录着",
        line="管理台的登录活 12 小时，半小时不动就退出。有一处不认识，就让它退出，再告诉管理员",
        blocks=(Table("登录着的地方", heads, (Rows(tuple(_row(it, actor, now) for it in ordered)),)),),
        back=Link("这个浏览器", SETTINGS.href),
    )


def _row(it: Session, actor: Actor, now: datetime) -> Row:
    device = it.device or "没有说是什么设备"
    this_one = it.session_id == actor.session_id
    end = Act("退出", f"{HERE}/{it.session_id}/end", name=f"让{device}退出")
    return Row(
        (
            Cell(device, second="就是这里" if this_one else ""),
            Cell(time=moment(it.signed_in_at, now)),
            Cell(time=moment(it.last_seen_at, now)),
            Cell(_KINDS[it.kind]),
            Cell() if this_one else Cell(acts=(end,)),
        ),
        current=this_one,
    )


def api(desk: Desk, identity: Identity) -> Api:
    """在哪里登录着."""
    return Api.of("console-sessions", SessionRoutes(desk, identity), desk.pages.refusal)
