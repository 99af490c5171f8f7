"""Decisions of identity: how long sessions live, what a consent is worth, how a sign-in by scan may move."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from shouwang.identity.models import Consent, Person, Purpose, Session, SessionKind, SignIn, SignInState
from shouwang.kernel.actor import STAFF, Actor, Grant, Held, Role, Status
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem

# Versions of the privacy notice in force, by purpose. A new version blocks only its own purpose until agreed to again.
NOTICES: dict[Purpose, str] = dict.fromkeys(Purpose, "2026-11")

# Source: reference wechat.md section 8 (sessions), design section 3 (last_seen)
LIVES: dict[SessionKind, timedelta] = {SessionKind.PHONE: timedelta(days=30), SessionKind.CONSOLE: timedelta(hours=12)}
IDLE: dict[SessionKind, timedelta] = {SessionKind.PHONE: timedelta(days=7), SessionKind.CONSOLE: timedelta(minutes=30)}
SEEN_EVERY = timedelta(minutes=10)
SESSIONS_KEPT = 50  # a change of rights rewrites the newest and ends the others: one commit holds 100 actions

SIGN_IN_LIFE = timedelta(seconds=120)  # Source: reference frontend.md section 4
CODES_A_MINUTE = 30  # sign-in codes shown to browsers of one address: an office behind one router
PROOFS_A_MINUTE = 10  # of one session: a person presses again, a script does not
LOGINS_A_MINUTE = 20  # from one address: a family's or an office's router, not a script

FORCE = "D1"  # the path of the detachment: the whole force


class PhoneTaken(Problem):
    """The number belongs to another person here; a human must look."""

    slug, title, status = "phone-taken", "这个手机号已经登记过了，请到招录点办理", 409


class CodeSpent(Problem):
    """A one-time code came twice."""

    slug, title, status = "code-spent", "这个登录码用过了，再登录一次", 409


class TooOften(Problem):
    """More tries than a person makes."""

    slug, title, status = "too-often", "试得太勤了，等一分钟再试", 429


class ConsentMissing(Problem):
    """What is asked needs a consent that was not given, or not to the notice in force."""

    slug, title, status = "consent-missing", "要先看过并同意告知书", 403


class SignInGone(Problem):
    """The sign-in is over, unknown, or belongs to another browser: the answer is the same."""

    slug, title, status = "sign-in-gone", "这个登录码过期了，刷新电脑上的页面再扫", 410


class NotTheSame(Problem):
    """The proof is another person's than the session."""

    slug, title, status = "not-the-same", "这不是你登录时的那个微信，换回来再试", 403


class NotStaff(Problem):
    """Only staff use the console."""

    slug, title, status = "not-staff", "管理页面只给工作人员用", 403


_TOKEN = re.compile(r"([0-9A-Za-z-]{1,40})\.[0-9A-Za-z_-]{43}")  # Source: docs/decisions/0032

_STEPS: dict[SignInState, frozenset[SignInState]] = {
    SignInState.NEW: frozenset({SignInState.SCANNED}),
    SignInState.SCANNED: frozenset({SignInState.CONFIRMED, SignInState.DENIED}),
    SignInState.CONFIRMED: frozenset({SignInState.REDEEMED}),
    SignInState.DENIED: frozenset(),
    SignInState.REDEEMED: frozenset(),
}


def actor_of(person: Person, session_id: str, now: datetime) -> Actor:
    """What a session carries: the person's grants (everybody may apply), number, unit, status and live consents.

    Who is suspended keeps the roles and may use none but the volunteer's; who left has none.
    """
    grants = _usable(person) or (Grant(Role.APPLICANT, FORCE),)
    return Actor(
        person_id=person.person_id,
        session_id=session_id,
        grants=grants,
        name=person.name,
        volunteer_number=person.volunteer_number,
        unit_path=person.unit_path,
        consents=tuple(sorted(c.purpose for c in person.consents if _live(c))),
        cover_until=person.cover_until,
        signed_in_at=now,
        status=person.standing,
    )


def _usable(person: Person) -> tuple[Grant, ...]:
    if person.standing is Status.SUSPENDED:
        return tuple(grant for grant in person.grants if grant.role is Role.VOLUNTEER)
    return () if person.standing is Status.LEFT else person.grants


def person_in(token: str) -> str | None:
    """Whose session a token claims to be; None for what is no token of ours."""
    ours = _TOKEN.fullmatch(token)
    return ours[1] if ours else None


def expiry(kind: SessionKind, now: datetime) -> int:
    """When a session made now ends, in epoch seconds."""
    return int((now + LIVES[kind]).timestamp())


def is_live(session: Session, now: datetime) -> bool:
    """Whether a session still counts: neither past its life nor idle for too long."""
    return now.timestamp() < session.expires_at and now - session.last_seen_at < IDLE[session.kind]


def agree(person: Person, given: Iterable[tuple[str, str]], now: datetime) -> Person:
    """The person with these consents given; agreeing again under the same notice changes nothing.

    Raises: Invalid for an unknown purpose or a notice that is not in force, each listed.
    """
    asked = list(given)
    faults = [fault for i, pair in enumerate(asked) for fault in _consent_faults(i, *pair)]
    if faults:
        raise Invalid(faults=faults)
    held = {c.purpose for c in person.consents if _live(c)}
    fresh = tuple(Consent(Purpose(p), version, now) for p, version in dict(asked).items() if Purpose(p) not in held)
    return replace(person, consents=person.consents + fresh)


def withdraw(person: Person, purpose: Purpose, now: datetime) -> Person:
    """The person with one consent withdrawn; the record of having agreed stays."""
    consents = tuple(
        replace(c, withdrawn_at=now) if c.purpose == purpose and c.withdrawn_at is None else c for c in person.consents
    )
    return replace(person, consents=consents)


def agrees(person: Person, purpose: Purpose) -> bool:
    """Whether a person agrees to a purpose, under the notice in force."""
    return any(c.purpose is purpose and _live(c) for c in person.consents)


def require_consent(actor: Actor, *purposes: Purpose) -> None:
    """Raises: ConsentMissing naming what must be agreed to first."""
    missing = [purpose for purpose in purposes if purpose not in actor.consents]
    if missing:
        raise ConsentMissing(purposes=missing)


def require_purpose(text: str) -> Purpose:
    """A purpose by its name. Raises: NotFound."""
    if text not in set(Purpose):
        raise NotFound
    return Purpose(text)


def promote(person: Person, number: str, name: str, unit_path: str, cover_until: date | None) -> Person:
    """The person as a volunteer: the number, the unit, and the volunteer's grant instead of the applicant's."""
    others = tuple(g for g in person.grants if g.role not in {Role.APPLICANT, Role.VOLUNTEER})
    grants = (Grant(Role.VOLUNTEER, unit_path), *others)
    cover = cover_until or person.cover_until
    held = Held(grants, name, number, unit_path, Status.ACTIVE, cover)
    return person.holding(held)


def step(sign_in: SignIn, to: SignInState, now: datetime) -> SignIn:
    """A sign-in one step on. Raises: SignInGone when it is over or the step is not next."""
    if now.timestamp() >= sign_in.expires_at or to not in _STEPS[sign_in.state]:
        raise SignInGone
    return replace(sign_in, state=to)


def require_staff(actor: Actor) -> None:
    """Raises: NotStaff."""
    if not actor.roles & STAFF:
        raise NotStaff


def require_own(session: Session | None, actor: Actor) -> Session:
    """A session of this very person. Raises: NotFound."""
    if session is None or session.person_id != actor.person_id:
        raise NotFound
    return session


def _live(consent: Consent) -> bool:
    return consent.withdrawn_at is None and consent.notice_version == NOTICES[consent.purpose]


def _consent_faults(place: int, purpose: str, version: str) -> list[Fault]:
    if purpose not in set(Purpose):
        return [Fault(f"/consents/{place}/purpose", "没有这个用途")]
    if version != NOTICES[Purpose(purpose)]:
        return [Fault(f"/consents/{place}/notice_version", "告知书有新的版本，请看过再同意")]
    return []
