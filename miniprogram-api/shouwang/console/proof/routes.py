"""HTTP of 再证明一次; served by the login function, which alone may write sessions.

A form that needs a fresh proof is sent on here by the browser itself (307), whole; it stands in this page as hidden
fields, and goes back to its own address the same way once the person has proved who sits there.
"""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

import msgspec

from shouwang.console.browser import PROOF_COOKIE, Browser, proof_of, safe_path
from shouwang.console.desk import Desk
from shouwang.console.pages import PROOF
from shouwang.console.places import SETTINGS
from shouwang.console.scanning import CodeImages, Scanning
from shouwang.console.second_doors import asked
from shouwang.console.views import Proof
from shouwang.identity.rules import PasskeyRefused
from shouwang.identity.service import ConsoleSignIn
from shouwang.identity.service.passkeys import Passkeys
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.fresh import is_fresh
from shouwang.platform.web import Api, ClientAddress, Reply, get, post, roles

staff = roles(*STAFF)
OURS = "proof_"  # fields of this page itself begin so; all others are held
_SAID = {
    "new": "手机还没有扫。扫了、确认了，再点「继续」",
    "scanned": "手机扫到了，还没有确认",
    "refused": "手机上点了「不是我」，没有证明。这是一个新码",
    "expired": "刚才的码过时了。这是一个新码",
}


class ProofAsk(msgspec.Struct):
    """What waits: an act, to be sent again as it was, or a page to go on to."""

    act: Annotated[str, msgspec.Meta(max_length=300)] = ""
    then: Annotated[str, msgspec.Meta(max_length=300)] = "/console"


class CsrfForm(msgspec.Struct):
    """A form with nothing but its proof of origin."""

    csrf: Annotated[str, msgspec.Meta(max_length=64)] = ""


class StageTold(msgspec.Struct):
    """How far the phone is."""

    stage: str


class Waiting(msgspec.Struct, frozen=True):
    """One visit: who, in which browser, to do what, with what was typed."""

    actor: Actor
    browser: Browser
    asked: ProofAsk
    form: Mapping[str, str]
    user_agent: str
    address: str


class ProofRoutes:
    """再证明一次."""

    def __init__(self, desk: Desk, scanning: Scanning, passkeys: Passkeys) -> None:
        self.desk = desk
        self.scanning = scanning
        self.passkeys = passkeys

    @get(PROOF, who=staff, html=True, summary="再证明一次是本人")
    def show(
        self, actor: Actor, cookies: dict[str, str], headers: dict[str, str], query: ProofAsk, address: ClientAddress
    ) -> Reply:
        """The page where no form waits. Cost: 3 requests."""
        browser = Browser(cookies)
        held = {"csrf": browser.proof}
        return self._draw(Waiting(actor, browser, query, held, headers.get("User-Agent", ""), address))

    @post(PROOF, who=staff, html=True, summary="再证明一次是本人，接着做刚才那一步")
    def go_on(
        self,
        actor: Actor,
        cookies: dict[str, str],
        headers: dict[str, str],
        query: ProofAsk,
        form: dict[str, str],
        address: ClientAddress,
    ) -> Reply:
        """On to the act, if there is a proof now; else what is still missing. Cost: 1 to 3 requests."""
        browser = Browser(cookies)
        browser.require_proof(form.get("csrf", ""))
        waiting = Waiting(actor, browser, query, form, headers.get("User-Agent", ""), address)
        if is_fresh(actor, self.scanning.sign_in.identity.now()):
            return self._on(query)
        return self._by_passkey(waiting) if form.get("proof_answer") else self._by_scan(waiting)

    @get(PROOF + "/code", who=staff, html=True, summary="再证明一次用的小程序码图片")
    def code(self, cookies: dict[str, str]) -> Reply:
        """The code's picture, for the browser that asked for it."""
        return self.scanning.picture(Browser(cookies))

    @get(PROOF + "/stage", who=staff, html=True, summary="再证明一次，手机确认到哪一步了")
    def stage(self, cookies: dict[str, str]) -> StageTold:
        """How far the phone is, asked every two seconds."""
        pending = self.scanning.pending(Browser(cookies))
        return StageTold(self.scanning.stage(pending) if pending else "expired")

    @post(PROOF + "/options", who=staff, html=True, summary="再证明一次：要通行密钥签的东西")
    def options(self, actor: Actor, cookies: dict[str, str], form: CsrfForm) -> Reply:
        """What a passkey shall sign, for five minutes, in this browser. Cost: 2 requests."""
        Browser(cookies).require_proof(form.csrf)
        return asked(self.passkeys.begin_prove(actor), self.desk.pages, PROOF)

    def _by_passkey(self, waiting: Waiting) -> Reply:
        try:
            self.passkeys.prove(waiting.actor, waiting.browser.challenge, waiting.form["proof_answer"])
        except PasskeyRefused as refused:
            return self._draw(waiting, refused.detail)
        return self._on(waiting.asked)

    def _by_scan(self, waiting: Waiting) -> Reply:
        pending = self.scanning.pending(waiting.browser)
        stage = self.scanning.stage(pending) if pending else "expired"
        if pending and stage == "confirmed":
            self.scanning.sign_in.prove(waiting.actor, pending.scene, pending.secret)
            return self._on(waiting.asked)
        asked_again = f"{OURS}again" in waiting.form
        return self._draw(waiting, _SAID[stage] if asked_again else "", anew=stage in {"refused", "expired"})

    def _on(self, asked: ProofAsk) -> Reply:
        if asked.act:
            return self.desk.pages.repeated(safe_path(asked.act))
        return self.desk.pages.see_other(safe_path(asked.then))

    def _draw(self, waiting: Waiting, says: str = "", *, anew: bool = False) -> Reply:
        pending = self.scanning.pending(waiting.browser)
        cookies: tuple[str, ...] = ()
        if pending is None or anew or not self.scanning.left_s(pending):
            pending, kept = self.scanning.begin(waiting.user_agent, waiting.address, waiting.actor)
            cookies = (kept,)
        view = Proof(
            address=f"{PROOF}?{urlencode(msgspec.structs.asdict(waiting.asked))}",
            image=f"{PROOF}/code?of={proof_of(pending.secret)[:8]}",
            number=pending.number,
            left_s=self.scanning.left_s(pending),
            held=tuple((name, value) for name, value in waiting.form.items() if not name.startswith(OURS)),
            says=says,
            passkey=bool(self.passkeys.mine(waiting.actor)),
            scene=self.scanning.scene(pending),
        )
        return self.desk.draw(waiting.actor, waiting.browser, SETTINGS.href, "proof", cookies=cookies, it=view)


def api(desk: Desk, sign_in: ConsoleSignIn, codes: CodeImages, passkeys: Passkeys) -> Api:
    """再证明一次."""
    scanning = Scanning(sign_in, codes, desk.pages, PROOF_COOKIE, PROOF)
    return Api.of("console-proof", ProofRoutes(desk, scanning, passkeys), desk.pages.refusal)
