"""凭据 for a check-in that waits: the point's code, better fixes, a photo of the place. Its arrival time stays."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import CheckIn, Clearance, Fence, FenceDecision, Lane, SentFix, Verdict
from shouwang.duty.rules import evidence, fence, proofs, sessions
from shouwang.duty.service.check_ins import not_there, unlisted
from shouwang.duty.service.reading import TapReader
from shouwang.duty.service.views import CheckedIn, DutyView
from shouwang.duty.store import check_ins as kept, clearing, sessions as sessions_store
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import SHANGHAI, Clock
from shouwang.kernel.problem import NotFound
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import commit
from shouwang.platform.keys import Keys
from shouwang.platform.outbox import emit
from shouwang.platform.photos import render_photo

if TYPE_CHECKING:
    from shouwang.roster.service import Roster


class Proving(msgspec.Struct, frozen=True):
    """凭据."""

    roster: "Roster"
    keys: Keys
    blobs: Blobs
    now: Clock

    @property
    def taps(self) -> TapReader:
        """Reads what phones send."""
        return TapReader(self.roster, self.keys, self.now)

    def prove(self, actor: Actor, check_in_id: str, code: str | None, sent: tuple[SentFix, ...]) -> CheckedIn:
        """A waiting check-in settled by the point's code, or by better fixes, within a quarter of an hour.

        Raises: NotFound, NothingToProve, EvidenceTooLate, PlaceCodeWrong, TooManyCodes, NotThere. Cost: 3-4 requests.
        """
        check_in = kept.fetch_check_in(actor.person_id, check_in_id)
        if check_in is None or check_in.session_id is None:
            raise NotFound
        now = self.now()
        proofs.require_waiting(check_in, now)
        clearance, decision = self._evidence(actor, check_in, code, sent)
        if clearance is Clearance.REFUSED:
            raise not_there(decision, self.taps.nonce(actor))
        if clearance is not Clearance.PENDING:
            self._settle(check_in, clearance, now)
        session = sessions_store.fetch_session(actor.person_id, check_in.session_id)
        settled = replace(check_in, clearance=clearance, decision=decision)
        return CheckedIn.of(
            settled, DutyView.of(session, self.roster.point(session.point_number).name) if session else None
        )

    def photograph(self, actor: Actor, check_in_id: str, raw: bytes) -> CheckedIn:
        """A photo of the place for a waiting check-in, for a leader to look at; stamped with the server's time.

        Raises: NotFound, NothingToProve, EvidenceTooLate, EnoughPhotos, PhotoRefused. Cost: 3 requests.
        """
        check_in, now = kept.fetch_check_in(actor.person_id, check_in_id), self.now()
        if check_in is None or check_in.session_id is None:
            raise NotFound
        proofs.require_photo_wanted(check_in, now)
        stamp = f"{check_in.point_number}  {now.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}  {check_in_id[-6:]}"
        photo = render_photo(raw, stamp)
        key = f"evidence/{actor.person_id}/{check_in_id}/{len(check_in.photos)}-{hashlib.sha256(photo).hexdigest()[:8]}.jpg"
        self.blobs.put(key, photo, "image/jpeg")
        commit(kept.photographed(check_in, key))
        session = sessions_store.fetch_session(actor.person_id, check_in.session_id)
        shown = replace(check_in, photos=(*check_in.photos, key))
        return CheckedIn.of(
            shown, DutyView.of(session, self.roster.point(session.point_number).name) if session else None
        )

    def _evidence(
        self, actor: Actor, check_in: CheckIn, code: str | None, sent: tuple[SentFix, ...]
    ) -> tuple[Clearance, FenceDecision]:
        point = self.roster.point(check_in.point_number)
        if code is not None:
            self.taps.require_code(actor, point, code, self.now())
            far = check_in.decision.verdict is Verdict.OUTSIDE
            return Clearance.PENDING if far else Clearance.CODE, check_in.decision
        found = self.taps.read_fixes(actor, sent, Lane.LIVE, None)
        decision = fence.decide(found, Fence(point.position, point.radius_m))
        if check_in.evidence is not None and evidence.asks_for_a_look(check_in.evidence):
            return Clearance.PENDING, check_in.decision  # another fix is no answer to what made somebody look
        return sessions.vouch(decision, code_shown=False), decision

    def _settle(self, check_in: CheckIn, clearance: Clearance, now: datetime) -> None:
        told = {"person_id": check_in.person_id, "session_id": check_in.session_id}
        commit(
            kept.cleared_check_in(check_in, clearance),
            clearing.cleared(check_in, clearance),
            unlisted(check_in),
            emit("duty.session-closed", told, at=now, source=f"{check_in.check_in_id}#{clearance}"),
        )
