"""核打卡: a leader looks at what the machine would not decide. A leader's word makes hours attested, never measured."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import CheckIn, Clearance, Fix, Matter, Voucher, Waiting
from shouwang.duty.rules import proofs, reviewing
from shouwang.duty.rules.fixes import QUEUE_LIFE, as_read
from shouwang.duty.service.beside import Beside, beside
from shouwang.duty.service.check_ins import unlisted
from shouwang.duty.service.scoring import open_fixes
from shouwang.duty.store import check_ins as kept, clearing, reviews as store
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.geo import Crs, Position, offset_m
from shouwang.kernel.ids import NewId
from shouwang.kernel.mentions import Names
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Page, Writes, commit
from shouwang.platform.keys import Keys
from shouwang.platform.outbox import emit

if TYPE_CHECKING:
    from shouwang.roster.models import AssemblyPoint
    from shouwang.roster.service import Roster

_PAGE = 50


class PlaceCode(msgspec.Struct, frozen=True):
    """The code that stands at a point now, for a leader's phone or a screen."""

    point_number: str
    code: str
    changes_at: datetime


class Reviews(msgspec.Struct, frozen=True):
    """核打卡."""

    roster: "Roster"
    keys: Keys
    blobs: Blobs
    names: Names
    now: Clock
    new_id: NewId

    def waiting(self, leader: Actor, matter: Matter, unit_path: str | None, cursor: str | None) -> Page[Waiting]:
        """What waits for a leader in a unit and all below it, the longest first. Raises: NotFound. Cost: 1 request."""
        path = unit_path or next(iter(leader.scopes(*LEADERS)), "")
        if not leader.covers(path, *LEADERS):
            raise NotFound
        return store.waiting_for(matter, path, cursor, _PAGE)

    def decide(
        self,
        leader: Actor,
        person_id: str,
        check_in_id: str,
        *,
        accept: bool,
        reason: str,
        photos_seen: int | None = None,
    ) -> Clearance:
        """A waiting check-in accepted on the leader's word, or refused, with the reason told to the volunteer.

        `photos_seen`: how many the leader looked at; what an acceptance makes of the hours depends on them.
        Raises: NotFound, OwnWork, NothingToProve, Stale, Invalid. Cost: 3 requests.
        """
        check_in = kept.fetch_check_in(person_id, check_in_id)
        reviewing.require_seen(check_in, photos_seen)
        clearance = reviewing.decide(check_in, leader, self.now(), accept=accept, reason=reason)
        if check_in is None:
            raise AssertionError("decided of something")
        by = Voucher(leader.person_id, leader.mention) if clearance is Clearance.WORD else None
        commit(
            kept.cleared_check_in(check_in, clearance),
            clearing.cleared(check_in, clearance, by),
            unlisted(check_in),
            self._told(check_in, leader, clearance, reason.strip()),
        )
        return clearance

    def look(self, leader: Actor, person_id: str, check_in_id: str) -> "Seen":
        """Everything a leader needs to judge one check-in, with a small map; that they looked is noted.

        Raises: NotFound outside the leader's units. Cost: 3 requests.
        """
        check_in = self._require(leader, person_id, check_in_id)
        sealed = kept.fetch_fixes(person_id, check_in_id, self.now())
        point = self.roster.point(check_in.point_number)
        sent = open_fixes(self.keys, person_id, check_in_id, sealed)
        facts = {"check_in_id": check_in_id}
        commit(audit.note(f"person {person_id}", "check-in-seen", leader, self.now(), self.new_id(), facts))
        return Seen.of(check_in, point, [as_read(one) for one in sent])

    def beside(self, leader: Actor, person_id: str, check_in_id: str) -> Beside:
        """What stands beside a check-in: the last ones there, the shift's team.

        Raises: NotFound outside the leader's units. Cost: 4 requests, 1 for each of the shift.
        """
        return beside(self._require(leader, person_id, check_in_id))

    def photo(self, leader: Actor, person_id: str, check_in_id: str, number: int) -> bytes:
        """One of the photos of a check-in, a JPEG. Raises: NotFound. Cost: 1 request."""
        check_in = self._require(leader, person_id, check_in_id)
        kept_photo = self.blobs.get(check_in.photos[number]) if 0 <= number < len(check_in.photos) else None
        if kept_photo is None:
            raise NotFound
        return kept_photo

    def lapse(self, unit_path: str) -> int:
        """A unit's queued check-ins that waited longer than they may: from now on only a correction; how many.

        Cost: 1 request for each 50 lines that are three days old, 3 for each that lapses.
        """
        old, lapsed, cursor = self.now() - QUEUE_LIFE, 0, None
        while True:
            page = store.waiting_for(Matter.CHECK_IN, unit_path, cursor, _PAGE)
            for line in page.items:
                lapsed += line.unit_path == unit_path and line.since < old and self._has_lapsed(line)
            cursor = page.cursor
            if cursor is None or page.items[-1].since >= old:
                return lapsed

    def _has_lapsed(self, line: Waiting) -> bool:
        check_in = kept.fetch_check_in(line.person_id, line.subject_id)
        if check_in is None or not reviewing.has_lapsed(check_in, self.now()):
            return False
        with suppress(proofs.NothingToProve):
            commit(
                kept.cleared_check_in(check_in, Clearance.REFUSED),
                clearing.cleared(check_in, Clearance.REFUSED),
                unlisted(check_in),
                self._tell(check_in, *reviewing.LAPSED, f"{check_in.check_in_id}#lapsed"),
            )
        return True

    def _require(self, leader: Actor, person_id: str, check_in_id: str) -> CheckIn:
        check_in = kept.fetch_check_in(person_id, check_in_id)
        if check_in is None or not leader.covers(check_in.unit_path, *LEADERS):
            raise NotFound
        return check_in

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
        named = self.names([check_in.person_id])
        line = audit.note(f"person {check_in.person_id}", "check-in-reviewed", leader, now, self.new_id(), facts, named)
        title, body = reviewing.words(clearance, leader.mention, reason)
        return line + self._tell(check_in, title, body, name)

    def _tell(self, check_in: CheckIn, title: str, body: str, name: str) -> Writes:
        """The duty folded again, and the volunteer told."""
        now = self.now()
        closed = {"person_id": check_in.person_id, "session_id": check_in.session_id}
        told = {
            "person_id": check_in.person_id,
            "topic": "duty",
            "title": title,
            "body": body,
            "link": f"pages/duty/index?id={check_in.session_id}",
            "template": "",
            "fields": {},
        }
        return emit("duty.session-closed", closed, at=now, source=name) + emit(
            "notices.tell", told, at=now, source=f"check-in-reviewed#{name}"
        )


class FixSeen(msgspec.Struct, frozen=True):
    """A fix on a leader's map. Units: metres from the point, to the nearest ten."""

    north_m: int
    east_m: int
    accuracy_m: int | None
    fix_at: datetime


class Seen(msgspec.Struct, frozen=True):
    """A check-in as a leader judges it. The point is in the datum of the mini-program's map."""

    check_in: CheckIn
    point_name: str
    latitude: float
    longitude: float
    crs: Crs
    radius_m: int
    fixes: tuple[FixSeen, ...]
    photos: int

    @classmethod
    def of(cls, check_in: CheckIn, point: "AssemblyPoint", fixes: Sequence[Fix]) -> "Seen":
        """A check-in beside its point; its files' keys stay here."""
        place = point.position.in_crs(Crs.GCJ02)
        return cls(
            check_in=replace(check_in, photos=()),
            point_name=point.name,
            latitude=round(place.latitude_deg, 6),
            longitude=round(place.longitude_deg, 6),
            crs=Crs.GCJ02,
            radius_m=point.radius_m,
            fixes=tuple(_seen(fix, point.position) for fix in fixes),
            photos=len(check_in.photos),
        )


def _seen(fix: Fix, middle: Position) -> FixSeen:
    north_m, east_m = offset_m(middle, fix.place)
    accuracy_m = None if fix.accuracy_m is None else round(fix.accuracy_m)
    return FixSeen(_tens(north_m), _tens(east_m), accuracy_m, fix.fix_at)


def _tens(length_m: float) -> int:
    return round(length_m / 10) * 10
