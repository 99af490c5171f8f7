"""Tracks 轨迹, sealed, and which places were passed. Each function is one request to the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from shouwang.duty.rules.tracks import KEPT, Visit
from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Table, Writes, expiry_index, expiry_shard, is_kept, put


class TrackRow(Table):
    """A stretch of somebody's track, sealed with the key of raw fixes; the night removes it."""

    TABLE = "duty-tracks"

    person_id = UnicodeAttribute(hash_key=True)
    stretch = UnicodeAttribute(range_key=True)  # `session_id#instant`
    sealed = BinaryAttribute(legacy_encoding=False)
    expires_at = NumberAttribute()
    expiry_shard = UnicodeAttribute()

    by_expiry = expiry_index()


class VisitRow(Table):
    """A duty passed a place in an hour; names nobody but the duty; the night removes it."""

    TABLE = "place-visits"

    place_day = UnicodeAttribute(hash_key=True)  # `042#2026-11-23`
    visit = UnicodeAttribute(range_key=True)  # `19#session_id`
    expires_at = NumberAttribute()
    expiry_shard = UnicodeAttribute()

    by_expiry = expiry_index()


def new_stretch(person_id: str, session_id: str, begins_at: datetime, sealed: bytes, now: datetime) -> Writes:
    """A stretch of a track; sent again, it replaces itself."""
    until = int((now + KEPT).timestamp())
    stretch = f"{session_id}#{rfc3339(begins_at)}"
    shard = expiry_shard(person_id, stretch)
    return put(TrackRow(person_id=person_id, stretch=stretch, sealed=sealed, expires_at=until, expiry_shard=shard))


def stretches(person_id: str, session_id: str, now: datetime) -> Mapping[str, bytes]:
    """The stretches of one duty by their name, in the order of time, as long as they may be kept."""
    rows = TrackRow.query(person_id, TrackRow.stretch.startswith(f"{session_id}#"), consistent_read=True)
    return {row.stretch: row.sealed for row in rows if is_kept(row, now)}


def visited(session_id: str, visits: Iterable[Visit], now: datetime) -> Writes:
    """A duty passed these places in these hours; said again, it changes nothing."""
    until = int((now + KEPT).timestamp())
    writes = Writes()
    for day, hour, point in visits:
        place_day, visit = f"{point}#{day}", f"{hour:02}#{session_id}"
        shard = expiry_shard(place_day, visit)
        writes += put(VisitRow(place_day=place_day, visit=visit, expires_at=until, expiry_shard=shard))
    return writes


def visits_of(point_number: str, day: date, now: datetime) -> Sequence[int]:
    """The hours in which a place was passed on a day, one for each duty that passed it, as long as they may be kept."""
    rows = VisitRow.query(f"{point_number}#{day}")
    return [int(row.visit.partition("#")[0]) for row in rows if is_kept(row, now)]
