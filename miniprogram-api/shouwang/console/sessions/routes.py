"""HTTP of 在哪里登录着; served by the login function, which alone may end sessions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec.structs import replace

from shouwang.console.blocks import Act, Cell, Head, Row, Rows, Sheet, Table
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import SETTINGS
from shouwang.console.second_doors import Answer, asked
from shouwang.console.sessions.passkeys import PASSKEYS, passkeys_section
from shouwang.console.views import Link
from shouwang.console.words import moment
from shouwang.identity.models import Session, SessionKind
from shouwang.identity.service import Identity
from shouwang.identity.service.passkeys import Passkeys
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.fresh import is_fresh
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Api, Reply, get, post, roles

HERE = "/console/sessions"
staff = roles(*STAFF)
_KINDS = {SessionKind.PHONE: "小程序", SessionKind.CONSOLE: "管理台"}


class EndForm(msgspec.Struct):
    """The form of one button."""

    csrf: Annotated[str, msgspec.Meta(max_length=64)] = ""


class NewForm(EndForm, kw_only=True):
    """A new passkey: its name, and what the device signed."""

    name: Annotated[str, msgspec.Meta(max_length=40)] = ""
    answer: Answer = ""


class SessionRoutes:
    """在哪里登录着."""

    def __init__(self, desk: Desk, identity: Identity, passkeys: Passkeys) -> None:
        self.desk = desk
        self.identity = identity
        self.passkeys = passkeys

    @get(HERE, who=staff, html=True, summary="在哪里登录着")
    def sessions(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """One's own live sessions, and passkeys. Cost: 2 requests."""
        return self._page(actor, Browser(cookies), None)

    @post(HERE + "/{session_id}/end", who=staff, html=True, summary="让一处退出登录")
    def end(self, actor: Actor, cookies: dict[str, str], session_id: str, form: EndForm) -> Reply:
        """End one of one's own sessions. Cost: 2 requests."""
        browser = Browser(cookies)

        def work() -> str:
            self.identity.end_session(actor, session_id)
            return "那一处退出了，再进要重新扫码"

        return self.desk.act(browser, form.csrf, work, HERE, lambda refusal: self._page(actor, browser, refusal))

    @post(PASSKEYS + "/options", who=staff, html=True, summary="添通行密钥：要设备签的东西")
    def options(self, actor: Actor, cookies: dict[str, str], form: EndForm) -> Reply:
        """What a new passkey shall sign, for five minutes, in this browser. Cost: 2 requests."""
        Browser(cookies).require_proof(form.csrf)
        return asked(self.passkeys.begin_register(actor), self.desk.pages, HERE)

    @post(PASSKEYS, who=staff, html=True, summary="添一把通行密钥")
    def add(self, actor: Actor, cookies: dict[str, str], form: NewForm) -> Reply:
        """Keep a new passkey. Cost: 4 requests."""
        browser = Browser(cookies)

        def work() -> str:
            name = form.name.strip() or "没有起名"
            self.passkeys.register(actor, browser.challenge, form.answer, name)
            return f"添好了「{name}」，下次登录可以用它"

        return self.desk.act(browser, form.csrf, work, HERE, lambda refusal: self._page(actor, browser, refusal))

    @post(PASSKEYS + "/{credential_id}/remove", who=staff, html=True, summary="删一把通行密钥")
    def remove(self, actor: Actor, cookies: dict[str, str], credential_id: str, form: EndForm) -> Reply:
        """Take an own passkey away. Cost: 2 requests."""
        browser = Browser(cookies)

        def work() -> str:
            self.passkeys.remove(actor, credential_id)
            return "删掉了，那把钥匙登不进来了"

        return self.desk.act(browser, form.csrf, work, HERE, lambda refusal: self._page(actor, browser, refusal))

    def _page(self, actor: Actor, browser: Browser, refusal: Problem | None) -> Reply:
        now = self.identity.now()
        sheet = sessions_sheet(self.identity.sessions(actor), actor, now)
        keys = passkeys_section(self.passkeys.mine(actor), now, fresh=is_fresh(actor, now))
        sheet = replace(sheet, blocks=(*sheet.blocks, keys))
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


def api(desk: Desk, identity: Identity, passkeys: Passkeys) -> Api:
    """在哪里登录着."""
    return Api.of("console-sessions", SessionRoutes(desk, identity, passkeys), desk.pages.refusal)
