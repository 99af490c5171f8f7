"""HTTP of identity: signing in, who I am, consents, my sessions."""

from datetime import datetime
from typing import Annotated

import msgspec

from shouwang.identity import rules
from shouwang.identity.models import Person, Purpose
from shouwang.identity.service import ConsoleSignIn, Identity, Login
from shouwang.kernel.actor import Actor
from shouwang.platform.web import Api, ClientAddress, anyone, delete, get, post, public

Code = Annotated[str, msgspec.Meta(min_length=1, max_length=128, pattern="^[0-9A-Za-z_-]+$")]


class CodeAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A one-time code of WeChat."""

    code: Code
    device: Annotated[str, msgspec.Meta(max_length=80)] = ""
    name: Annotated[str, msgspec.Meta(max_length=60)] = ""  # to take over a record that was brought along


class ProofAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A new one-time code of wx.login."""

    code: Code


class LoginAnswer(msgspec.Struct):
    """The token (told once) and who it is for."""

    token: str
    expires_at: int
    me: "Me"


class GrantTold(msgspec.Struct):
    """A role and the part of the force it covers."""

    role: str
    unit_path: str


class Me(msgspec.Struct):
    """Who I am here."""

    person_id: str
    name: str
    grants: list[GrantTold]
    volunteer_number: str | None
    unit_path: str | None
    consents: list[str]
    notices: dict[str, str]
    phone: str = ""
    sign_in_again: bool = False  # this WeChat account stands for another record from now on


class EffectsTold(msgspec.Struct):
    """What taking a consent back does: what stops, what is deleted and when, what stays and why."""

    stops: list[str]
    goes: list[str]
    stays: list[str]


class ConsentWithdrawn(Me, kw_only=True):
    """Who I am without the consent, and what that does."""

    effects: EffectsTold


class ConsentGiven(msgspec.Struct, forbid_unknown_fields=True):
    """One purpose and the version of the notice that was read."""

    purpose: str
    notice_version: str


class ConsentsAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Purposes agreed to; each for itself."""

    consents: Annotated[list[ConsentGiven], msgspec.Meta(min_length=1, max_length=10)]


class SessionTold(msgspec.Struct):
    """One of my sessions."""

    session_id: str
    kind: str
    device: str
    signed_in_at: datetime
    last_seen_at: datetime
    this_one: bool


class Sessions(msgspec.Struct):
    """My sessions, newest first."""

    items: list[SessionTold]


class ScanTold(msgspec.Struct):
    """What the phone shows before confirming a browser."""

    browser: str
    asked_at: datetime
    number: str
    state: str
    purpose: str  # enter: a new session; prove: a fresh proof for one that is there


class ConfirmAsk(msgspec.Struct, forbid_unknown_fields=True):
    """The number that the browser shows."""

    number: str


class IdentityRoutes:
    """Signing in, who I am, consents, my sessions."""

    def __init__(self, identity: Identity, console: ConsoleSignIn) -> None:
        self.identity = identity
        self.console = console

    @post("/v1/login", who=public, summary="用 wx.login 的登录码登录")
    def login(self, body: CodeAsk, address: ClientAddress) -> LoginAnswer:
        """Sign in with a code of wx.login."""
        return _login(self.identity.login(body.code, address, body.device))

    @post("/v1/login/phone", who=anyone, summary="用手机号按钮的动态码绑定手机号")
    def bind_phone(self, actor: Actor, body: CodeAsk) -> Me:
        """Bind the number that WeChat's button vouches for."""
        person = self.identity.bind_phone(actor, body.code, body.name)
        told = _me(actor, person)
        told.sign_in_again = person.person_id != actor.person_id
        return told

    @post("/v1/logout", who=anyone, summary="退出登录")
    def logout(self, actor: Actor) -> None:
        """End this session."""
        self.identity.logout(actor)

    @get("/v1/me", who=anyone, summary="我是谁")
    def me(self, actor: Actor) -> Me:
        """Who I am now."""
        return _me(actor, self.identity.person(actor))

    @post("/v1/me/consents", who=anyone, summary="同意告知书，一项一项")
    def agree(self, actor: Actor, body: ConsentsAsk) -> Me:
        """Agree to purposes, each for itself."""
        given = [(c.purpose, c.notice_version) for c in body.consents]
        return _me(actor, self.identity.agree(actor, given))

    @delete("/v1/me/consents/{purpose}", who=anyone, summary="撤回一项同意")
    def withdraw(self, actor: Actor, purpose: str) -> ConsentWithdrawn:
        """Take one consent back; told in words what that does."""
        named = rules.require_purpose(purpose)
        effects = rules.EFFECTS[named]
        told = EffectsTold(list(effects.stops), list(effects.goes), list(effects.stays))
        return ConsentWithdrawn(
            **msgspec.structs.asdict(_me(actor, self.identity.withdraw(actor, named))), effects=told
        )

    @get("/v1/me/sessions", who=anyone, summary="我在哪些设备上登录着")
    def sessions(self, actor: Actor) -> Sessions:
        """My live sessions."""
        told = [
            SessionTold(
                s.session_id,
                s.kind,
                s.device,
                s.signed_in_at,
                s.last_seen_at,
                s.session_id == actor.session_id,
            )
            for s in self.identity.sessions(actor)
        ]
        return Sessions(told)

    @delete("/v1/me/sessions/{session_id}", who=anyone, summary="让一台设备退出登录")
    def end_session(self, actor: Actor, session_id: str) -> None:
        """End one of my sessions."""
        self.identity.end_session(actor, session_id)

    @post("/v1/me/proof", who=anyone, summary="看敏感内容、导出之前，再证明一次是本人")
    def prove(self, actor: Actor, body: ProofAsk) -> None:
        """Prove with a new code of wx.login that it is still me; good for five minutes."""
        self.identity.prove(actor, body.code)

    @post("/v1/console-sign-in/{scene}/scanned", who=anyone, summary="手机扫到了电脑上的登录码")
    def scanned(self, actor: Actor, scene: str) -> ScanTold:
        """The phone has read the code of a browser."""
        seen = self.console.scanned(actor, scene)
        return ScanTold(seen.browser, seen.asked_at, seen.number, seen.state, seen.purpose)

    @post("/v1/console-sign-in/{scene}/confirm", who=anyone, summary="数字一样，确认登录")
    def confirm(self, actor: Actor, scene: str, body: ConfirmAsk) -> None:
        """It is me, and the numbers match."""
        self.console.confirm(actor, scene, number=body.number)

    @post("/v1/console-sign-in/{scene}/deny", who=anyone, summary="不是我")
    def deny(self, actor: Actor, scene: str) -> None:
        """It is not me."""
        self.console.deny(actor, scene)


def api(identity: Identity, console: ConsoleSignIn) -> Api:
    """Routes of identity."""
    return Api.of("identity", IdentityRoutes(identity, console))


def _login(login: Login) -> LoginAnswer:
    return LoginAnswer(login.token, login.expires_at, _told(login.actor))


def _told(actor: Actor) -> Me:
    return Me(
        person_id=actor.person_id,
        name=actor.name,
        grants=[GrantTold(g.role, g.unit_path) for g in actor.grants],
        volunteer_number=actor.volunteer_number,
        unit_path=actor.unit_path,
        consents=list(actor.consents),
        notices={purpose: rules.NOTICES[purpose] for purpose in Purpose},
    )


def _me(actor: Actor, person: Person) -> Me:
    told = _told(rules.actor_of(person, actor.session_id, person.created_at))
    told.phone = f"*******{person.phone_tail}" if person.phone_tail else ""
    return told
