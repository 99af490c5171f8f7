"""The door 登录: a code to scan, a number to match, a session for the browser that asked, and the way out.

Served by the login function: it alone holds the AppSecret behind the code's picture and may write sessions.
"""

from typing import Annotated

import msgspec

from shouwang.console.browser import PENDING_COOKIE, Browser, Pending, device_words, proof_of, safe_path, set_cookie
from shouwang.console.pages import SIGN_IN, Pages
from shouwang.console.scanning import CodeImages, Scanning, Stage
from shouwang.console.views import SignIn
from shouwang.identity.rules import SignInGone
from shouwang.identity.service import ConsoleSignIn, Login
from shouwang.kernel.actor import Actor
from shouwang.platform.web import SESSION_COOKIE, Api, ClientAddress, Reply, anyone, get, post, public


class Then(msgspec.Struct):
    """Where to go on to after signing in."""

    then: Annotated[str, msgspec.Meta(max_length=300)] = "/console"


class DoorForm(Then, kw_only=True):
    """A form of the door."""

    csrf: Annotated[str, msgspec.Meta(max_length=64)] = ""


class StageTold(msgspec.Struct):
    """How far the phone is."""

    stage: str


class Door(msgspec.Struct, frozen=True):
    """What the door's routes share."""

    scanning: Scanning
    sign_in: ConsoleSignIn
    pages: Pages

    def show(self, browser: Browser, user_agent: str, address: str, then: str) -> Reply:
        """The sign-in under way, or a new one. Raises: TooOften. Cost: 1 request, 2 for a new one."""
        if browser.pending is None:
            pending, kept = self.scanning.begin(user_agent, address)
            return self._draw(browser, pending, "new", then, kept)
        return self._draw(browser, browser.pending, self.scanning.stage(browser.pending), then)

    def enter(self, browser: Browser, user_agent: str, then: str) -> Reply:
        """The session, once, to the browser that asked. Raises: SignInGone, NotStaff. Cost: 4 requests."""
        if browser.pending is None:
            raise SignInGone
        login = self.sign_in.redeem(browser.pending.scene, browser.pending.secret, device_words(user_agent))
        return self.into(login, then)

    def into(self, login: Login, then: str) -> Reply:
        """On into the console, with the session in a cookie."""
        life_s = login.expires_at - int(self.sign_in.identity.now().timestamp())
        session = set_cookie(SESSION_COOKIE, login.token, life_s, secure=self.pages.secure)
        return self.pages.see_other(safe_path(then), session, self.scanning.forget())

    def _draw(self, browser: Browser, pending: Pending, stage: Stage, then: str, *cookies: str) -> Reply:
        left_s = self.scanning.left_s(pending)
        proof = proof_of(pending.secret)
        image = f"{SIGN_IN}/code?of={proof[:8]}"  # a new sign-in is a new picture to the browser
        stage = stage if left_s else "expired"
        view = SignIn(image, pending.number, left_s, proof, stage, safe_path(then), self.scanning.scene(pending))
        return self.pages.draw(browser, "sign_in", cookies=cookies, it=view)


class DoorRoutes:
    """Routes of the door."""

    def __init__(self, door: Door) -> None:
        self.door = door

    @get(SIGN_IN, who=public, html=True, summary="登录页：小程序码和要核对的数字")
    def show(self, cookies: dict[str, str], headers: dict[str, str], query: Then, address: ClientAddress) -> Reply:
        """The code and the number."""
        return self.door.show(Browser(cookies), headers.get("User-Agent", ""), address, query.then)

    @get(SIGN_IN + "/code", who=public, html=True, summary="登录用的小程序码图片")
    def code(self, cookies: dict[str, str]) -> Reply:
        """The code's picture, for the browser that asked for it."""
        return self.door.scanning.picture(Browser(cookies))

    @get(SIGN_IN + "/stage", who=public, html=True, summary="手机确认到哪一步了")
    def stage(self, cookies: dict[str, str]) -> StageTold:
        """How far the phone is, asked every two seconds."""
        pending = Browser(cookies).pending
        return StageTold(self.door.scanning.stage(pending) if pending else "expired")

    @post(SIGN_IN + "/again", who=public, html=True, summary="换一个登录码")
    def again(self, cookies: dict[str, str], form: DoorForm) -> Reply:
        """A new code."""
        Browser(cookies).require_door_proof(form.csrf)
        return self.door.pages.see_other(f"{SIGN_IN}?then={safe_path(form.then)}", self.door.scanning.forget())

    @post(SIGN_IN + "/enter", who=public, html=True, summary="手机确认后，换成这个浏览器的登录")
    def enter(self, cookies: dict[str, str], headers: dict[str, str], form: DoorForm) -> Reply:
        """In."""
        Browser(cookies).require_door_proof(form.csrf)
        return self.door.enter(Browser(cookies), headers.get("User-Agent", ""), form.then)

    @post("/console/sign-out", who=anyone, html=True, summary="退出管理台")
    def sign_out(self, actor: Actor, cookies: dict[str, str], form: DoorForm) -> Reply:
        """Out, here and at once."""
        Browser(cookies).require_proof(form.csrf)
        self.door.sign_in.identity.logout(actor)
        gone = set_cookie(SESSION_COOKIE, "", 0, secure=self.door.pages.secure)
        return self.door.pages.see_other(SIGN_IN, gone)


def door(sign_in: ConsoleSignIn, codes: CodeImages, pages: Pages) -> Door:
    """The door of these pages."""
    return Door(Scanning(sign_in, codes, pages, PENDING_COOKIE, SIGN_IN), sign_in, pages)


def api(sign_in: ConsoleSignIn, codes: CodeImages, pages: Pages) -> Api:
    """Routes of the door, for the login function."""
    return Api.of("console-door", DoorRoutes(door(sign_in, codes, pages)), pages.refusal)
