"""A code to scan 扫码, as a browser holds it while the phone answers: at the door, and where a proof is asked for."""

from collections.abc import Mapping
from typing import Literal, Protocol

import msgspec

from shouwang.console.browser import Browser, Pending, device_words, set_cookie
from shouwang.console.pages import Pages
from shouwang.identity.models import SignInState
from shouwang.identity.rules import SignInGone
from shouwang.identity.service import ConsoleSignIn
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import NotFound
from shouwang.platform.web import Reply

CODE_PAGE = "pages/sign-in/index"  # the mini-program's page that reads the code


class CodeImages(Protocol):
    """What a code to scan needs of WeChat."""

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


class Scanning(msgspec.Struct, frozen=True):
    """The codes of one kind of page: `cookie` remembers the one under way, for the pages below `path` alone."""

    sign_in: ConsoleSignIn
    codes: CodeImages
    pages: Pages
    cookie: str
    path: str

    def begin(self, user_agent: str, address: str, prover: Actor | None = None) -> tuple[Pending, str]:
        """A new code, and the cookie that binds it to this browser. Raises: TooOften. Cost: 2 requests."""
        started = self.sign_in.start(device_words(user_agent), address, prover)
        pending = Pending(started.scene, started.secret, started.number, started.expires_at)
        return pending, self._keep(str(pending), self.left_s(pending) + 60)  # outlives the code, to say that it is over

    def pending(self, browser: Browser) -> Pending | None:
        """The code under way, if the cookie is one of ours."""
        return Pending.read(browser.cookies.get(self.cookie, ""))

    def stage(self, pending: Pending) -> Stage:
        """How far the phone is; one that is gone, foreign or spent is simply over. Cost: 1 request."""
        try:
            return _STAGES[self.sign_in.state(pending.scene, pending.secret)]
        except SignInGone:
            return "expired"

    def picture(self, browser: Browser) -> Reply:
        """The code to scan. WeChat draws one for a released page only; a simulated phone knows no release. Raises: NotFound."""
        pending = self.pending(browser)
        if pending is None:
            raise NotFound
        image = self.codes.code_image(pending.scene, CODE_PAGE, check_path=not self.pages.simulated)
        return Reply(image, "image/jpeg", headers={"Cache-Control": "private, max-age=120"})

    def left_s(self, pending: Pending) -> int:
        """How many seconds a code still counts."""
        return max(0, pending.expires_at - int(self.sign_in.identity.now().timestamp()))

    def scene(self, pending: Pending) -> str:
        """The code in words, for a simulated phone, which has no camera; nothing elsewhere."""
        return pending.scene if self.pages.simulated else ""

    def forget(self) -> str:
        """The cookie that ends the code under way."""
        return self._keep("", 0)

    def _keep(self, value: str, life_s: int) -> str:
        return set_cookie(self.cookie, value, life_s, secure=self.pages.secure, path=self.path)
