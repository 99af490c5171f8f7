"""回报照片: what was done, shown; for the person and the leaders of the unit, and for nobody else."""

from typing import TYPE_CHECKING

import msgspec

from shouwang.duty.models import DutySession
from shouwang.duty.rules import reports
from shouwang.duty.service.views import DutyView
from shouwang.duty.store import sessions as store
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import NotFound
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import commit
from shouwang.platform.photos import render_photo

if TYPE_CHECKING:
    from shouwang.roster.service import Roster


class ReportPhotos(msgspec.Struct, frozen=True):
    """回报照片."""

    roster: "Roster"
    blobs: Blobs
    now: Clock

    def add(self, actor: Actor, session_id: str, raw: bytes) -> DutyView:
        """A photo for a report that is not marked yet, kept as our own JPEG; sent again, it is the same one.

        Raises: every refusal of `reports.require_photo_wanted`, PhotoRefused, EnoughPhotos, Stale. Cost: 2 requests, 1 file.
        """
        found = store.fetch_session(actor.person_id, session_id)
        session = reports.require_photo_wanted(found, actor.person_id, self.now())
        photo = render_photo(raw)
        shown, key = reports.with_photo(session, photo)
        if shown is not session:
            self.blobs.put(key, photo, "image/jpeg")
            commit(store.keep_report(shown))
        return self._view(shown)

    def look(self, reader: Actor, person_id: str, session_id: str) -> DutyView:
        """A duty with its report, as its marker sees it. Raises: NotFound. Cost: 1 request."""
        return self._view(self._seen(reader, person_id, session_id))

    def photo(self, reader: Actor, person_id: str, session_id: str, n: int) -> bytes:
        """One of the photos of a report, a JPEG. Raises: NotFound. Cost: 1 request, 1 file."""
        keys = self._seen(reader, person_id, session_id).report_photos
        content = self.blobs.get(keys[n]) if 0 <= n < len(keys) else None
        if content is None:
            raise NotFound
        return content

    def _seen(self, reader: Actor, person_id: str, session_id: str) -> DutySession:
        """A duty with a report, for the person or a leader of its unit. Raises: NotFound."""
        session = store.fetch_session(person_id, session_id)
        if session is None or session.report is None:
            raise NotFound
        if not (reader.person_id == person_id or reader.covers(session.unit_path, *LEADERS)):
            raise NotFound
        return session

    def _view(self, session: DutySession) -> DutyView:
        return DutyView.of(session, self.roster.point(session.point_number).name)
