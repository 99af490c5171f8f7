"""Reading a tap: which moment it is of, which place it claims, what the fence says to that."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from shouwang.duty.models import CheckIn, Clearance, District, DutySession, Fence, Fix, Lane, SentFix, Tap
from shouwang.duty.rules import fence, fixes, proofs
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.platform import throttle
from shouwang.platform.keys import Keys
from shouwang.platform.vault import Vault

if TYPE_CHECKING:
    from shouwang.roster.models import AssemblyPoint
    from shouwang.roster.service import Roster

CODES_A_MINUTE = 5  # typed by one person: a slip or two, not a search
_E7 = 10_000_000


class ReadTap(msgspec.Struct, frozen=True):
    """A tap that was read: which moment and way it is of, where it claims to be, what the fence says."""

    check_in: CheckIn
    point: "AssemblyPoint"
    code_shown: bool
    sealed: bytes | None
    phone: str  # its mark, as it is remembered


class TapReader(msgspec.Struct, frozen=True):
    """Reads taps against the points and the district of the roster."""

    roster: "Roster"
    keys: Keys
    now: Clock

    def read(self, actor: Actor, tap: Tap, begun: DutySession | None) -> ReadTap:
        """A tap; without a point named it is at that of the duty that has begun, or at the nearest.

        Raises: every refusal of `fixes` and `proofs`, NoSuchPoint. Cost: none; 1 request for a code.
        """
        now = self.now()
        lane, occurred_at, check_in_id = self._moment(actor, tap, now)
        found = self.read_fixes(actor, tap.fixes, lane, tap.phone_at)
        point = self._point(tap, found, begun)
        if tap.place_code is not None:
            self.require_code(actor, point, tap.place_code, occurred_at)
        check_in = CheckIn(
            check_in_id=check_in_id,
            person_id=actor.person_id,
            unit_path=actor.unit_path or "",
            way=tap.way,
            lane=lane,
            point_number=point.number,
            arrived_at=now,
            occurred_at=occurred_at,
            decision=fence.decide(found, Fence(point.position, point.radius_m), lane),
            clearance=Clearance.PENDING,
            platform=tap.platform,
        )
        mark = proofs.phone_mark(self.keys["points"], tap.device)
        return ReadTap(check_in, point, tap.place_code is not None, self._seal(check_in, tap.fixes), mark)

    def nonce(self, actor: Actor) -> str:
        """The proof that the next tap of this person is of this moment."""
        return proofs.nonce(self.keys["points"], actor.person_id, self.now(), secrets.token_hex(4))

    def require_code(self, actor: Actor, point: "AssemblyPoint", code: str, at: datetime) -> None:
        """Let pass who shows the code of a point at an instant. Raises: PlaceCodeWrong, TooManyCodes. Cost: 1 request."""
        throttle.require("place-code", actor.person_id, CODES_A_MINUTE, self.now(), proofs.TooManyCodes)
        proofs.require_place_code(self.keys["points"], point.number, point.code_key_version, code, at)

    def read_fixes(
        self, actor: Actor, sent: tuple[SentFix, ...], lane: Lane, phone_at: datetime | None
    ) -> tuple[Fix, ...]:
        """Fixes of somebody who agreed to the use of location. Raises: every refusal of `fixes`."""
        fixes.require_location_agreed(sent, actor.consents)
        box = self.roster.force().box
        district = District(box.south_e7 / _E7, box.west_e7 / _E7, box.north_e7 / _E7, box.east_e7 / _E7)
        return fixes.read_fixes(sent, district, lane, self.now(), phone_at)

    def _moment(self, actor: Actor, tap: Tap, now: datetime) -> tuple[Lane, datetime, str]:
        """The lane of a tap, the instant it counts from, and the one id it has however often it comes."""
        if tap.nonce is not None:
            issued_at = proofs.issued_at(self.keys["points"], actor.person_id, tap.nonce, now)
            if issued_at is None:
                raise proofs.NonceExpired(nonce=self.nonce(actor))
            return Lane.LIVE, now, proofs.tap_id(actor.person_id, issued_at, tap.nonce)
        if tap.captured_at is None or tap.sequence is None:
            raise proofs.NonceMissing("在线打卡带 nonce，离线补送带 captured_at 和 sequence", nonce=self.nonce(actor))
        fixes.require_in_queue_time(tap.captured_at, now)
        mark = f"queued|{tap.sequence}"
        return Lane.QUEUED, min(tap.captured_at, now), proofs.tap_id(actor.person_id, tap.captured_at, mark)

    def _point(self, tap: Tap, found: tuple[Fix, ...], begun: DutySession | None) -> "AssemblyPoint":
        number = tap.point_number or (begun.point_number if begun else None)
        if number is not None:
            return self.roster.point(number)
        if not found:
            raise fixes.PointMissing
        return self.roster.nearest_point(found[-1].place)

    def _seal(self, check_in: CheckIn, sent: tuple[SentFix, ...]) -> bytes | None:
        if not sent:
            return None
        place = f"check-in-fixes|{check_in.person_id}|{check_in.check_in_id}"
        return Vault(self.keys, "fixes").seal(msgspec.json.encode(sent).decode(), place=place)
