"""核打卡: a leader looks at what the machine would not decide. A leader's word makes hours attested, never measured."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shouwang.duty.models import CheckIn, Clearance, Matter, Voucher, Waiting
from shouwang.duty.rules import proofs, reviewing
from shouwang.duty.service.check_ins import unlisted
from shouwang.duty.store import check_ins as kept
from shouwang.duty.store import reviews as store
from shouwang.duty.store import sessions
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.keys import Keys
from shouwang.platform.outbox import emit

if TYPE_CHECKING:
    from shouwang.roster.service import Roster

_PAGE = 50


@dataclass(frozen=True, slots=True)
class PlaceCode:
    """The code that stands at a point now, for a leader's phone or a screen."""

    point_number: str
    code: str
    changes_at: datetime


@dataclass(frozen=True, slots=True)
class Reviews:
    """核打卡."""

    roster: "Roster"
    keys: Keys
    now: Clock
    new_id: NewId

    def waiting(self, leader: Actor, matter: Matter, unit_path: str | None, cursor: str | None) -> Page[Waiting]:
        """What waits for a leader in a unit and all below it, the longest first. Raises: NotFound. Cost: 1 request."""
        path = unit_path or next(iter(leader.scopes(*LEADERS)), "")
        if not leader.covers(path, *LEADERS):
            raise NotFound
        return store.waiting_for(matter, path, cursor, _PAGE)

    def decide(self, leader: Actor, person_id: str, check_in_id: str, *, accept: bool, reason: str) -> Clearance:
        """A waiting check-in accepted on the leader's word, or refused, with the reason told to the volunteer.

        Raises: NotFound, OwnWork, NothingToProve, Invalid. Cost: 2 requests.
        """
        check_in = kept.fetch_check_in(person_id, check_in_id)
        clearance = reviewing.decide(check_in, leader, accept=accept, reason=reason)
        if check_in is None:
            raise AssertionError("decided of something")
        commit(
            kept.cleared_check_in(check_in, clearance),
            sessions.cleared(check_in, clearance, Voucher(leader.person_id, leader.name)),
            unlisted(check_in),
            self._told(check_in, leader, clearance, reason.strip()),
        )
        return clearance

    def place_code(self, leader: Actor, point_number: str) -> PlaceCode:
        """The rotating code of a point in the leader's units. Raises: NotFound, NoSuchPoint. Cost: none."""
        point, now = self.roster.point(point_number), self.now()
        if not leader.covers(point.unit_path, *LEADERS):
            raise NotFound
        code = proofs.place_code(self.keys["points"], point.number, point.code_key_version, now)
        return PlaceCode(point.number, code, proofs.code_changes_at(now))

    def _told(self, check_in: CheckIn, leader: Actor, clearance: Clearance, reason: str) -> Writes:
        now, name = self.now(), f"{check_in.check_in_id}#{clearance}"
        facts = {"check_in_id": check_in.check_in_id, "clearance": clearance, "reason": reason}
        line = audit.note(f"person {check_in.person_id}", "check-in-reviewed", leader, now, self.new_id(), facts)
        closed = {"person_id": check_in.person_id, "session_id": check_in.session_id}
        title, body = reviewing.words(clearance, leader.name, reason)
        told = {
            "person_id": check_in.person_id,
            "topic": "duty",
            "title": title,
            "body": body,
            "link": f"pages/duty/index?id={check_in.session_id}",
            "template": "",
            "fields": {},
        }
        return (
            line
            + emit("duty.session-closed", closed, at=now, source=name)
            + emit("notices.tell", told, at=now, source=f"check-in-reviewed#{name}")
        )
