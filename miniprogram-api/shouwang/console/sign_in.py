"""The door 登录: a code to scan, a number to match, a session for the browser that asked, and the way out.

Served by the login function: it alone holds the AppSecret behind the code's picture and may write sessions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Protocol

import msgspec

from shouwang.console.browser import PENDING_COOKIE, Browser, Pending, device_words, proof_of, safe_path, set_cookie
from shouwang.console.pages import SIGN_IN, Pages
from shouwang.console.views import SignIn
from shouwang.identity.models import SignInState
from shouwang.identity.rules import SignInGone
from shouwang.identity.service import ConsoleSignIn
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import NotFound
from shouwang.platform.web import SESSION_COOKIE, Api, ClientAddress, Reply, anyone, get, post, public

CODE_PAGE = "pages/sign-in/index"  # the mini-program's page that reads the code


class CodeImages(Protocol):
    """What the door needs of WeChat."""

    def code_image(self, scene: str, page: str, *, check_path: bool = True) -> bytes:
        """The mini-program code 小程序码 of a scene, as JPEG."""
        ...


Stage = Literal["new", "scanned", "confirmed", "refused", "expired"]
_STAGES: Mapping[SignInState, Stage] = {
    SignInState.NEW: "new",
    SignInState.SCANNED: "scanned",
    SignInState.CONFIRMED: "confirmed",
    SignInState.DENIED: "refused",
    SignInState.REDEEMED: "expired",
}


class Then(msgspec.Struct):
    """Where to go on to after signing in."""

    then: Annotated[str, msgspec.Meta(max_length=300)] = "/console"


class DoorForm(Then, kw_only=True):
    """A form of the door."""

    csrf: Annotated[str, msgspec.Meta(max_length=64)] = ""


class StageTold(msgspec.Struct):
    """How far the phone is."""

    stage: str


@dataclass(frozen=True, slots=True)
class Door:
    """What the door's routes share."""

    sign_in: ConsoleSignIn
    codes: CodeImages
    pages: Pages

    def show(self, browser: Browser, user_agent: str, address: str, then: str) -> Reply:
        """The sign-in under way, or a new one. Raises: TooOften. Cost: 1 request, 2 for a new one."""
        pending = browser.pending
        if pending is None:
            return self.begin(browser, user_agent, address, then)
        return self._draw(browser, pending, self.stage(pending), then)

    def begin(self, browser: Browser, user_agent: str, address: str, then: str) -> Reply:
        """A new sign-in, known to this browser alone. Raises: TooOften. Cost: 2 requests."""
        started = self.sign_in.start(device_words(user_agent), address)
        pending = Pending(started.scene, started.secret, started.number, started.expires_at)
        life_s = started.expires_at - int(self._now()) + 60  # outlives the code, to say that it is over
        return self._draw(browser, pending, "new", then, self._keep(str(pending), life_s))

    def stage(self, pending: Pending) -> Stage:
        """How far the phone is; one that is gone, foreign or spent is simply over. Cost: 1 request."""
        try:
            return _STAGES[self.sign_in.state(pending.scene, pending.secret)]
        except SignInGone:
            return "expired"

    def enter(self, browser: Browser, user_agent: str, then: str) -> Reply:
        """The session, once, to the browser that asked. Raises: SignInGone, NotStaff. Cost: 4 requests."""
        if browser.pending is None:
            raise SignInGone
        login = self.sign_in.redeem(browser.pending.scene, browser.pending.secret, device_words(user_agent))
        life_s = login.expires_at - int(self._now())
        session = set_cookie(SESSION_COOKIE, login.token, life_s, secure=self.pages.secure)
        return self.pages.see_other(safe_path(then), session, self.forget())

    def picture(self, pending: Pending) -> bytes:
        """The code to scan. WeChat draws one for a released page only; a simulated phone knows no release."""
        return self.codes.code_image(pending.scene, CODE_PAGE, check_path=not self.pages.simulated)

    def forget(self) -> str:
        """The cookie that ends a sign-in under way."""
        return self._keep("", 0)

    def _keep(self, value: str, life_s: int) -> str:
        return set_cookie(PENDING_COOKIE, value, life_s, secure=self.pages.secure, path="/console/sign-in")

    def _now(self) -> float:
        return self.sign_in.identity.now().timestamp()

    def _draw(self, browser: Browser, pending: Pending, stage: Stage, then: str, *cookies: str) -> Reply:
        left_s = max(0, pending.expires_at - int(self._now()))
        proof = proof_of(pending.secret)
        image = f"{SIGN_IN}/code?of={proof[:8]}"  # a new sign-in is a new picture to the browser
        stage = stage if left_s else "expired"
        scene = pending.scene if self.pages.simulated else ""  # in words, too: a simulated phone has no camera
        view = SignIn(image, pending.number, left_s, proof, stage, safe_path(then), scene)
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
        pending = Browser(cookies).pending
        if pending is None:
            raise NotFound
        return Reply(self.door.picture(pending), "image/jpeg", headers={"Cache-Control": "private, max-age=120"})

    @get(SIGN_IN + "/stage", who=public, html=True, summary="手机确认到哪一步了")
    def stage(self, cookies: dict[str, str]) -> StageTold:
        """How far the phone is, asked every two seconds."""
        pending = Browser(cookies).pending
        return StageTold(self.door.stage(pending) if pending else "expired")

    @post(SIGN_IN + "/again", who=public, html=True, summary="换一个登录码")
    def again(self, cookies: dict[str, str], form: DoorForm) -> Reply:
        """A new code."""
        Browser(cookies).require_door_proof(form.csrf)
        return self.door.pages.see_other(f"{SIGN_IN}?then={safe_path(form.then)}", self.door.forget())

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


def api(sign_in: ConsoleSignIn, codes: CodeImages, pages: Pages) -> Api:
    """Routes of the door, for the login function."""
    return Api.of("console-door", DoorRoutes(Door(sign_in, codes, pages)), pages.refusal)
