"""Nouns of identity: person, session, consent, sign-in by scan."""

from datetime import date, datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import Actor, Grant, Held, Status


class Purpose(StrEnum):
    """What personal data may be used for; each is agreed to by itself. Source: PIPL Art. 13-14, 29; domain-rules 6."""

    SERVICE = "service"  # 报名和服务记录
    LOCATION = "location"  # 打卡时的位置
    DOCUMENT = "document"  # 身份证件和照片
    HEALTH = "health"  # 健康情况
    PUBLICATION = "publication"  # 公开姓名和荣誉


class Consent(msgspec.Struct, frozen=True):
    """同意: one purpose, under one version of the notice; withdrawing keeps the record."""

    purpose: Purpose
    notice_version: str
    agreed_at: datetime
    withdrawn_at: datetime | None = None


class Person(msgspec.Struct, frozen=True):
    """人: everybody who ever signed in; applicant, volunteer or staff by their grants."""

    person_id: str
    openid: str
    created_at: datetime
    name: str = ""
    phone_sealed: bytes | None = None
    phone_tail: str = ""  # last four digits, to recognise one's own number by
    grants: tuple[Grant, ...] = ()
    volunteer_number: str | None = None
    unit_path: str | None = None
    consents: tuple[Consent, ...] = ()
    cover_until: date | None = None
    version: int = 0
    status: Status | None = None  # of a volunteer; one from before it was kept is active
    tail_index: str = ""  # blind index of the phone's last four digits

    @property
    def held(self) -> Held:
        """The roles and the place in the force."""
        return Held(self.grants, self.name, self.volunteer_number, self.unit_path, self.standing, self.cover_until)

    @property
    def standing(self) -> Status | None:
        """Where a volunteer stands; None for who is none."""
        return (self.status or Status.ACTIVE) if self.volunteer_number else None

    def holding(self, held: Held) -> "Person":
        """The person with other roles or another place."""
        return replace(
            self,
            grants=held.grants,
            name=held.name,
            volunteer_number=held.volunteer_number,
            unit_path=held.unit_path,
            status=held.status,
            cover_until=held.cover_until,
        )


class ErasureState(StrEnum):
    """Where a wish to be erased stands."""

    NONE = "none"
    ASKED = "asked"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"  # something was in the way when it was due; it can be asked for again
    DONE = "done"


class Erasure(msgspec.Struct, frozen=True):
    """注销申请; `removed` says how many rows of which table went, as the proof."""

    person_id: str
    state: ErasureState
    asked_at: datetime
    due_at: datetime
    done_at: datetime | None = None
    why: str = ""
    removed: dict[str, int] = msgspec.field(default_factory=dict)


class SessionKind(StrEnum):
    """Where a session lives: the mini-program on a phone, or the console in a browser."""

    PHONE = "phone"
    CONSOLE = "console"


class Session(msgspec.Struct, frozen=True):
    """登录: the item behind a token; it carries the whole Actor, so that one read says who and what."""

    token_hash: str
    person_id: str
    session_id: str
    kind: SessionKind
    actor: Actor
    signed_in_at: datetime
    last_seen_at: datetime
    expires_at: int  # epoch seconds
    device: str = ""
    proved_at: datetime | None = None  # the last proof of who sits there: signing in, a confirmation, a passkey


class SignInPurpose(StrEnum):
    """What a scan is for: a session, or a fresh proof for one that is there."""

    ENTER = "enter"
    PROVE = "prove"


class SignInState(StrEnum):
    """扫码登录 moves one way; every step happens once."""

    NEW = "new"
    SCANNED = "scanned"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    REDEEMED = "redeemed"


class SignIn(msgspec.Struct, frozen=True):
    """扫码登录: a browser that asks, a number to match, a phone that answers."""

    scene_hash: str
    secret_hash: str
    number: str  # two digits shown on both screens
    browser: str
    asked_at: datetime
    expires_at: int
    state: SignInState = SignInState.NEW
    person_id: str | None = None  # of a proof: whose session asks; of a sign-in: who has scanned
    purpose: SignInPurpose = SignInPurpose.ENTER


class PasskeyPurpose(StrEnum):
    """What a passkey is asked for."""

    REGISTER = "register"
    ENTER = "enter"
    PROVE = "prove"


class Challenge(msgspec.Struct, frozen=True):
    """What a passkey has to sign 挑战: once, within minutes, for the browser that holds the secret."""

    secret_hash: str
    challenge: bytes
    purpose: PasskeyPurpose
    expires_at: int
    session_id: str = ""  # of the session that asks; none before there is one


class Passkey(msgspec.Struct, frozen=True):
    """通行密钥: a person's public key; the private one never leaves the device."""

    person_id: str
    credential_id: str  # base64url
    public_key: bytes
    sign_count: int
    name: str
    made_at: datetime
    used_at: datetime | None = None


class EmergencyCode(msgspec.Struct, frozen=True):
    """应急码: one way in for one person, once, when neither WeChat nor a passkey is at hand."""

    code_hash: str
    person_id: str
    made_at: datetime
    expires_at: int
    used_at: datetime | None = None
