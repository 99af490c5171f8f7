"""What of an application must go, and when 保存期限."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from shouwang.kernel.clock import Clock
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.retention import Kind, counted
from shouwang.recruitment.models import Application, State
from shouwang.recruitment.store.applications import emptied, ended_before, first_ended
from shouwang.recruitment.store.claims import release_document

# Source: reference domain-rules 6 (retention): rejected applications 90 days, photos until the gate is passed and 30 days.
REFUSED_KEPT, PHOTO_KEPT = timedelta(days=90), timedelta(days=30)
_GONE: Mapping[str, Any] = {
    "fields": {},
    "sealed": {},
    "masked": {},
    "edits": {},
    "photo": "",
    "kin": (),
    "birth_year": None,
    "sex": "",
    "document_index": "",
}


class Retention(msgspec.Struct, frozen=True):
    """保存期限 of applications; each call does a batch and says how many went."""

    blobs: Blobs
    now: Clock

    def empty_refused(self, limit: int, day: date) -> int:
        """Applications refused or withdrawn 90 days ago hold their outcome and nothing else. Cost: 2 requests, 1 for each.

        `day`: the night of the ledger in which they count.
        """
        before = self.now() - REFUSED_KEPT
        found = [one for state in (State.FAILED, State.WITHDRAWN) for one in ended_before(state, before, limit)]
        return sum(self._emptied(application, _GONE, counted(Kind.APPLICATIONS, day, 1)) for application in found)

    def remove_photos(self, limit: int, day: date) -> int:
        """Photos of applications passed 30 days ago. Cost: 1 request, and 1 for each."""
        found = ended_before(State.PASSED, self.now() - PHOTO_KEPT, limit)
        return sum(self._emptied(application, {"photo": ""}, counted(Kind.PHOTOS, day, 1)) for application in found)

    def oldest(self) -> Mapping[Kind, datetime | None]:
        """When the oldest that is left of each kind is to go. Cost: 3 requests."""
        refused = [each for state in (State.FAILED, State.WITHDRAWN) if (each := first_ended(state))]
        passed = first_ended(State.PASSED)
        return {
            Kind.APPLICATIONS: min(refused) + REFUSED_KEPT if refused else None,
            Kind.PHOTOS: passed + PHOTO_KEPT if passed else None,
        }

    def _emptied(self, application: Application, kept: Mapping[str, Any], count: Writes) -> bool:
        """Whether it went now; one that somebody changed meanwhile, or that a lagging index showed again, waits."""
        if application.photo:
            self.blobs.delete(application.photo)
        index = application.document_index if "document_index" in kept else ""
        claim = release_document(index, application.person_id) if index else Writes()
        try:
            commit(emptied(application, kept), claim, count)
        except Conflict:
            return False
        return True
