"""Awards: what is written on them, who may give, see, take or replace one, what a state may become."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec.structs import replace

from shouwang.honours.models import Award, AwardKind, AwardState, Citation, Holder, Inscription
from shouwang.kernel.actor import LEADERS, STAFF, Actor, Role
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem

COMMENDATIONS = "/v1/commendations"  # where commendations are handed in
TEMPLATE_VERSION = 2  # of the drawings that new awards are issued on
# Drawings that are shown no more, and what is drawn in their place: pictures of awards issued on them are made again.
# Source: decision 0120 (the lantern of the first drawings was taken for a padlock)
WITHDRAWN: Mapping[int, int] = {1: 2}

REVOKERS = frozenset({Role.BRIGADE_LEADER, Role.COMMANDER})
LISTERS = LEADERS | {Role.AUDITOR}  # who looks through the awards of a unit

STEPS: Mapping[AwardState, frozenset[AwardState]] = {
    AwardState.ISSUED: frozenset({AwardState.REVOKED, AwardState.REPLACED}),
    AwardState.REVOKED: frozenset(),
    AwardState.REPLACED: frozenset(),
    AwardState.EXPIRED: frozenset(),
}


class AwardSettled(Problem):
    """The award was revoked or replaced before; that is final."""

    slug, title, status = "award-settled", "这份荣誉已经撤销或换发过了", 409


class CommendElsewhere(Problem):
    """A commendation's words are checked, and it is worth points: it has one door, which does both."""

    slug, title, status = "commend-elsewhere", "表扬请到“写表扬”里写：文字要过检查，通过后带积分、上表扬墙", 422


class AwardRevoked(Problem):
    """A revoked award is shown no more."""

    slug, title, status = "honour-revoked", "这张证书已撤销", 410


class AwardReplaced(Problem):
    """A replaced award is shown no more; its holder has a newer one."""

    slug, title, status = "honour-replaced", "这张证书换发过了，看新的那张", 410


class NotForYourself(Problem):
    """Nobody decides about their own honours, or praises themself."""

    slug, title, status = "not-for-yourself", "自己的荣誉要由别人来办", 403


def standing(award: Award, today: date) -> AwardState:
    """Where an award stands on a day: one that still holds may have run out."""
    until = award.inscription.valid_until
    if award.state is AwardState.ISSUED and until is not None and today > until:
        return AwardState.EXPIRED
    return award.state


def counts(awards: Iterable[Award], today: date) -> dict[AwardKind, int]:
    """How many of each kind hold; a kind of which none does is not there."""
    holding = Counter(award.kind for award in awards if standing(award, today) is AwardState.ISSUED)
    return {kind: holding[kind] for kind in AwardKind if holding[kind]}


def template_in_force(version: int) -> int:
    """The drawing that an award issued on a version is shown on today."""
    while version in WITHDRAWN:
        version = WITHDRAWN[version]
    return version


def require_hand_citation(holder: Holder, citation: Citation, today: date) -> None:
    """Words chosen by a leader. Raises: Invalid for what only rules give, a title that names the holder, a term that is over.

    The title stands in the public credential, which names nobody; the words stand on the picture only.
    """
    kind = citation.kind
    faults = [Fault("/kind", _BY_RULE_ONLY[kind])] if kind in _BY_RULE_ONLY else []
    if holder.name in citation.title:
        faults.append(Fault("/title", "荣誉名称里不写姓名，姓名另有地方"))
    if citation.valid_until is not None and citation.valid_until < today:
        faults.append(Fault("/valid_until", "有效期不能是过去的日子"))
    if faults:
        raise Invalid(faults=faults)


def require_no_commendation(citation: Citation) -> None:
    """No commendation by a door that checks no words. Raises: CommendElsewhere, which says where."""
    if citation.kind is AwardKind.COMMENDATION:
        raise CommendElsewhere(post_to=COMMENDATIONS)


def unit_holder(unit_path: str, name: str) -> Holder:
    """A unit as what is honoured: it has no number, and nobody's awards are its own."""
    return Holder(f"unit#{unit_path}", name, "", unit_path, name)


def citation_of(award: Award) -> Citation:
    """Why an award was given, to give it anew in the same words."""
    written = award.inscription
    return Citation(
        award.kind, written.title, written.body, award.medal, written.facts, written.valid_until, written.span
    )


def inscribe(holder: Holder, citation: Citation, issuer: str, issued_on: date, serial: str, code: str) -> Inscription:
    """What is written on an award, frozen."""
    return Inscription(
        name=holder.name,
        unit=holder.unit_name,
        number=holder.volunteer_number,
        title=citation.title,
        body=citation.body,
        issuer=issuer,
        issued_on=issued_on,
        serial=serial,
        code=code,
        template_version=TEMPLATE_VERSION,
        facts=citation.facts,
        valid_until=citation.valid_until,
        span=citation.span,
    )


_BY_RULE_ONLY: Mapping[AwardKind, str] = {
    AwardKind.MEDAL: "勋章按规则发，不由人发",
    AwardKind.SERVICE: "服务证明按时长记录开，本人自己开",
}


# A medal comes with a certificate, so both are counted in one series.
_SERIES: Mapping[AwardKind, str] = {
    AwardKind.MEDAL: "证",
    AwardKind.CERTIFICATE: "证",
    AwardKind.COMMENDATION: "表",
    AwardKind.TRAINING: "结",
    AwardKind.SERVICE: "服",
}


def series(kind: AwardKind, issued_on: date) -> str:
    """The series that a serial is counted in: its kind and its year."""
    return f"{_SERIES[kind]}#{issued_on.year}"


def serial(force_name: str, kind: AwardKind, issued_on: date, sequence: int) -> str:
    """A number for people: 望义证〔2026〕第0001号, the force's first character, 义, and the kind.

    Source: GB/T 9704-2012, 7.2.5, for the six-cornered brackets and the year in full; issue of the first way.
    """
    place = force_name.partition("义警")[0][:1]
    return f"{place}义{_SERIES[kind]}〔{issued_on.year}〕第{sequence:04d}号"


def settle(award: Award, state: AwardState, reason: str, at: datetime, replaced_by: str | None = None) -> Award:
    """The award revoked or replaced, for a reason. Raises: AwardSettled."""
    if state not in STEPS[award.state]:
        raise AwardSettled(state=award.state)
    return replace(award, state=state, state_reason=reason, state_at=at, replaced_by=replaced_by)


def require_sight(actor: Actor, award: Award | None) -> Award:
    """An award that is one's own or of one's own units. Raises: NotFound, the same for another's as for none."""
    if award is None or not (award.person_id == actor.person_id or actor.covers(award.unit_path, *STAFF)):
        raise NotFound
    return award


def require_lister(actor: Actor, award: Award | None) -> Award:
    """An award of the units that one looks through. Raises: NotFound, the same for another's as for none."""
    if award is None or not actor.covers(award.unit_path, *LISTERS):
        raise NotFound
    return award


def require_shown(award: Award) -> Award:
    """An award that may still be shown. Raises: AwardRevoked with its reason, AwardReplaced."""
    if award.state is AwardState.REVOKED:
        raise AwardRevoked(f"{AwardRevoked.title}：{award.state_reason}。有不同意见，7 天内可以申诉")
    if award.state is AwardState.REPLACED:
        raise AwardReplaced(replaced_by=award.replaced_by)
    return award


def require_revoker(actor: Actor, award: Award | None) -> Award:
    """An award that this person may take back or replace. Raises: NotFound outside the own units, NotForYourself."""
    if award is None or not actor.covers(award.unit_path, *REVOKERS):
        raise NotFound
    if award.person_id == actor.person_id:
        raise NotForYourself
    return award


def require_own(actor: Actor, award: Award | None) -> Award:
    """One's own award. Raises: NotFound, the same for another's as for none."""
    if award is None or award.person_id != actor.person_id:
        raise NotFound
    return award


def require_leader(actor: Actor, holder: Holder) -> None:
    """Leaders look after their own units. Raises: NotFound."""
    if not actor.covers(holder.unit_path, *LEADERS):
        raise NotFound


def require_other(actor: Actor, holder: Holder) -> None:
    """Nobody honours themself. Raises: NotForYourself."""
    if holder.person_id == actor.person_id:
        raise NotForYourself
