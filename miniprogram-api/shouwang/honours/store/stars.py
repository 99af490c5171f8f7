"""Stars and the objections to them. Each function is one request to the store."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.honours.models.stars import Star, StarObjection, StarObjectionState, StarState
from shouwang.honours.rules.stars import STARS, ObjectedBefore, ObjectionRuled
from shouwang.honours.store.awards import Overtaken
from shouwang.platform.dynamo import (
    Choice,
    Day,
    Instant,
    Page,
    Table,
    Writes,
    expiry_index,
    expiry_shard,
    next_page,
    put,
    read_cursor,
)

_PAGE = 50


class StarsOfPerson(GlobalSecondaryIndex["StarRow"]):
    """A person's stars."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    proposed_at = Instant(range_key=True)


class StarsShown(GlobalSecondaryIndex["StarRow"]):
    """Stars in publicity, the first to end first; sparse."""

    class Meta:
        """Index settings."""

        index_name = "shown"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class StarRow(Table):
    """星级: a person's star of one level."""

    TABLE = "stars"

    star_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    star = UnicodeAttribute()
    name = UnicodeAttribute()
    volunteer_number = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    minutes = NumberAttribute()
    proposed_at = Instant()
    ends_on = Day()
    state = Choice[StarState](StarState)
    objections = NumberAttribute()
    hearsay = NumberAttribute(default=0)
    reason = UnicodeAttribute(default="")
    again_on = Day(null=True)
    version = NumberAttribute()
    top = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)

    by_person = StarsOfPerson()
    shown = StarsShown()


class StarObjectionsOfPerson(GlobalSecondaryIndex["StarObjectionRow"]):
    """A member's objections; sparse, for strangers object, too."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)
    at = Instant(range_key=True)


class OpenStarObjections(GlobalSecondaryIndex["StarObjectionRow"]):
    """Objections that wait for a ruling, by unit; sparse."""

    class Meta:
        """Index settings."""

        index_name = "open"
        projection = AllProjection()

    top = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class StarObjectionRow(Table):
    """异议 to a star; the night removes a ruled one a year after."""

    TABLE = "star-objections"

    star_id = UnicodeAttribute(hash_key=True)
    objection_id = UnicodeAttribute(range_key=True)
    person_id = UnicodeAttribute(null=True)
    name = UnicodeAttribute()
    text = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    at = Instant()
    state = Choice[StarObjectionState](StarObjectionState)
    ruling = UnicodeAttribute(default="")
    ruled_by = UnicodeAttribute(default="")
    expires_at = NumberAttribute(null=True)
    expiry_shard = UnicodeAttribute(null=True)
    top = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)

    by_person = StarObjectionsOfPerson()
    open = OpenStarObjections()
    by_expiry = expiry_index()


def star_id(person_id: str, star: str) -> str:
    """The name of a person's star to the public; nothing of the person can be read out of it."""
    return _hashed(person_id, star)


def objection_id(star_id_: str, who: str, text: str = "") -> str:
    """The name of an objection: one a member, and of others one for each name and words."""
    return _hashed(star_id_, who, text)


def stars_of(person_id: str) -> dict[str, Star]:
    """A person's stars by medal, as they are now."""
    rows = StarRow.batch_get([star_id(person_id, star) for star in STARS], consistent_read=True)
    return {star.star: star for star in (row.value(Star) for row in rows)}


def fetch_star(star_id_: str) -> Star | None:
    """A star."""
    row = StarRow.fetch(star_id_)
    return row.value(Star) if row else None


def keep_star(star: Star, seen: Star | None) -> Writes:
    """A star as it is now, if it is as it was read. Raises (at commit): Overtaken."""
    unchanged = (StarRow.version == seen.version) if seen else StarRow.star_id.does_not_exist()
    shown = star.state is StarState.PUBLICITY
    top = star.unit_path.split("/")[0] if shown else None
    place = f"{star.ends_on}#{star.star_id}" if shown else None
    return put(StarRow.of(star, top=top, place=place), unchanged, Overtaken)


def shown_stars(top: str, cursor: str | None = None, limit: int = _PAGE) -> Page[Star]:
    """Stars in publicity, the first to end first; from the index, which may lag."""
    rows = StarRow.shown.query(top, limit=limit, last_evaluated_key=read_cursor(cursor))
    return Page([row.value(Star) for row in rows], next_page(rows.last_evaluated_key))


def ended_stars(top: str, today: date) -> Sequence[Star]:
    """Stars whose publicity is over and that are still shown. Cost: 1 request for each page of the store."""
    tomorrow = today + timedelta(days=1)
    return [row.value(Star) for row in StarRow.shown.query(top, StarRow.place < tomorrow.isoformat())]


def stars_by_id(star_ids: Collection[str]) -> dict[str, Star]:
    """Stars by id. Cost: 1 request for each 100."""
    rows = StarRow.batch_get(sorted(star_ids), consistent_read=True) if star_ids else ()
    return {star.star_id: star for star in (row.value(Star) for row in rows)}


def new_objection(objection: StarObjection) -> Writes:
    """An objection that waits for a ruling. Raises (at commit): ObjectedBefore."""
    top, place = objection.unit_path.split("/")[0], f"{objection.unit_path}/#{objection.objection_id}"
    row = StarObjectionRow.of(objection, top=top, place=place)
    return put(row, StarObjectionRow.objection_id.does_not_exist(), ObjectedBefore(), first=True)


def ruled_objection(objection: StarObjection) -> Writes:
    """A ruled objection. Raises (at commit): ObjectionRuled."""
    row = StarObjectionRow.of(objection, expiry_shard=expiry_shard(objection.star_id, objection.objection_id))
    return put(row, StarObjectionRow.state == StarObjectionState.OPEN, ObjectionRuled(), first=True)


def fetch_objection(star_id_: str, objection_id_: str) -> StarObjection | None:
    """An objection."""
    row = StarObjectionRow.fetch(star_id_, objection_id_)
    return row.value(StarObjection) if row else None


def open_objections(unit_path: str, cursor: str | None) -> Page[StarObjection]:
    """Objections that wait for a ruling, of a unit and all below it; from the index, which may lag."""
    rows = StarObjectionRow.open.query(
        unit_path.split("/")[0],
        StarObjectionRow.place.startswith(unit_path + "/"),
        limit=_PAGE,
        last_evaluated_key=read_cursor(cursor),
    )
    return Page([row.value(StarObjection) for row in rows], next_page(rows.last_evaluated_key))


def _hashed(*parts: str) -> str:
    return hashlib.sha256("#".join(parts).encode()).hexdigest()[:26].upper()
