"""巡逻轨迹: taken while on duty, by whoever wants to; sealed, kept for half a year, told as sums."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from shouwang.duty.models import District, Fix, SentFix
from shouwang.duty.rules import fixes, tracks
from shouwang.duty.store import sessions as duties, tracks as store
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.geo import Crs, Position, distance_m
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import commit
from shouwang.platform.keys import Keys
from shouwang.platform.vault import Vault

if TYPE_CHECKING:
    from shouwang.roster.service import Roster

_E7 = 10_000_000


class TrackView(msgspec.Struct, frozen=True):
    """A duty's track in sums. Units: metres; places by hour of China's clock."""

    points: int
    distance_m: int
    hours: Mapping[str, list[str]]


class Tracks(msgspec.Struct, frozen=True):
    """巡逻轨迹."""

    roster: "Roster"
    keys: Keys
    now: Clock

    def add(self, actor: Actor, session_id: str, sent: Sequence[SentFix]) -> int:
        """Points of the duty one is on; how many were kept. Raises: LocationNotAgreed, NotOnDuty. Cost: 2 requests."""
        fixes.require_location_agreed(sent, actor.consents)
        begun, now = duties.fetch_open(actor.person_id), self.now()
        if begun is None or begun.session_id != session_id:
            raise tracks.NotOnDuty
        box = self.roster.force().box
        district = District(box.south_e7 / _E7, box.west_e7 / _E7, box.north_e7 / _E7, box.east_e7 / _E7)
        kept = tracks.usable(sent[: tracks.MOST_AT_ONCE], begun, district, now)
        if kept:
            sealed = self._seal(actor.person_id, session_id, kept)
            stretch = store.new_stretch(actor.person_id, session_id, kept[0].fix_at, sealed, now)
            commit(stretch, store.visited(session_id, tracks.visits(self._near(kept)), now))
        return len(kept)

    def of_duty(self, actor: Actor, session_id: str) -> TrackView:
        """One's own track in sums. Raises: NotFound. Cost: 1 request, 3 where there is no track."""
        found: list[Fix] = []
        for sealed in store.stretches(actor.person_id, session_id, self.now()).values():
            found += self._open(actor.person_id, session_id, sealed)
        if not found:
            _require_own(actor.person_id, session_id)
        found.sort(key=lambda fix: fix.fix_at)
        hours = tracks.by_hour(tracks.visits(self._near(found)))
        return TrackView(len(found), round(tracks.walked_m(found)), hours)

    def coverage(self, leader: Actor, point_number: str, day: date) -> Mapping[int, int]:
        """How many duties passed a place in each hour of a day. Raises: NotFound, NoSuchPoint. Cost: 1 request."""
        point = self.roster.point(point_number)
        if not leader.covers(point.unit_path, *LEADERS):
            raise NotFound
        return dict(sorted(Counter(store.visits_of(point_number, day, self.now())).items()))

    def _near(self, found: Sequence[Fix]) -> list[tuple[datetime, str]]:
        passed = []
        for fix in found:
            point = self.roster.nearest_point(fix.place)
            if distance_m(point.position, fix.place) <= point.radius_m:
                passed.append((fix.fix_at, point.number))
        return passed

    def _seal(self, person_id: str, session_id: str, kept: Sequence[Fix]) -> bytes:
        rows = [
            (fix.place.latitude_deg, fix.place.longitude_deg, fix.place.crs, fix.accuracy_m, fix.fix_at) for fix in kept
        ]
        vault = Vault(self.keys, "fixes")
        return vault.seal(msgspec.json.encode(rows).decode(), place=f"duty-tracks|{person_id}|{session_id}")

    def _open(self, person_id: str, session_id: str, sealed: bytes) -> list[Fix]:
        opened = Vault(self.keys, "fixes").open(sealed, place=f"duty-tracks|{person_id}|{session_id}")
        rows = msgspec.json.decode(opened, type=list[tuple[float, float, Crs, float, datetime]])
        return [Fix(Position(lat, lng, crs), accuracy_m, at) for lat, lng, crs, accuracy_m, at in rows]


def _require_own(person_id: str, session_id: str) -> None:
    """Raises: NotFound unless the duty is the person's."""
    begun = duties.fetch_open(person_id)
    if (begun is None or begun.session_id != session_id) and duties.fetch_session(person_id, session_id) is None:
        raise NotFound
