"""Tallies of answers, attempts that look hurried, regrades. Each function is one request unless it says otherwise."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.platform.dynamo import Packed, Page, Table, Writes, next_page, put, read_cursor
from shouwang.training.models import Noticed, Tally
from shouwang.training.store.attempts import Moved

SHARDS = 4  # of each bank's tallies, so that many attempts handed in at once do not write the same rows


class TallyRow(Table):
    """What is counted of the answers to a question, in one of several shards."""

    TABLE = "item-tallies"

    shard = UnicodeAttribute(hash_key=True)  # bank_id#n
    question_id = UnicodeAttribute(range_key=True)
    tally = Packed[Tally](Tally)
    version = NumberAttribute()


class NoticedRow(Table):
    """An attempt that looks hurried."""

    TABLE = "hurried-attempts"

    course_id = UnicodeAttribute(hash_key=True)
    noticed = UnicodeAttribute(range_key=True)  # instant#attempt_id
    attempt = Packed[Noticed](Noticed)


class ClickOrderRow(Table):
    """The first attempt with an order of clicks."""

    TABLE = "click-orders"
    TTL = "expires_at"

    click_order = UnicodeAttribute(hash_key=True)  # course_id#hash
    attempt_id = UnicodeAttribute()
    person_id = UnicodeAttribute()
    expires_at = NumberAttribute()


def shard_of(bank_id: str, attempt_id: str) -> str:
    """The shard that an attempt is counted in."""
    return f"{bank_id}#{int(hashlib.sha256(attempt_id.encode()).hexdigest()[:8], 16) % SHARDS}"


def tallies(shard: str, question_ids: Sequence[str]) -> Mapping[str, Tally]:
    """Tallies of questions in one shard; an empty one where nothing was counted. Cost: 1 request for each 100."""
    rows = TallyRow.batch_get([(shard, question_id) for question_id in question_ids], consistent_read=True)
    return {question_id: Tally() for question_id in question_ids} | {row.question_id: row.tally for row in rows}


def kept_tally(shard: str, question_id: str, tally: Tally) -> Writes:
    """A tally one version on. Raises (at commit): Moved."""
    seen = tally.version - 1
    unchanged = TallyRow.version == seen if seen else TallyRow.question_id.does_not_exist()
    return put(TallyRow(shard=shard, question_id=question_id, tally=tally, version=tally.version), unchanged, Moved)


def every_shard(bank_id: str, question_ids: Sequence[str]) -> Mapping[str, list[Tally]]:
    """The tallies of some questions in every shard. Cost: 1 request for each 100 rows, four a question."""
    keys = [(f"{bank_id}#{n}", question_id) for n in range(SHARDS) for question_id in question_ids]
    found: dict[str, list[Tally]] = {question_id: [] for question_id in question_ids}
    for row in TallyRow.batch_get(keys):
        found[row.question_id].append(row.tally)
    return found


def noticed(course_id: str, cursor: str | None) -> Page[Noticed]:
    """Attempts of a course that look hurried, newest first."""
    rows = NoticedRow.query(course_id, scan_index_forward=False, limit=50, last_evaluated_key=read_cursor(cursor))
    return Page([row.attempt for row in rows], next_page(rows.last_evaluated_key))


def kept_noticed(noticed: Noticed) -> Writes:
    """An attempt that looks hurried."""
    when = noticed_as(noticed.at, noticed.attempt_id)
    return put(NoticedRow(course_id=noticed.course_id, noticed=when, attempt=noticed))


def noticed_as(at: datetime, attempt_id: str) -> str:
    """The place of an attempt among those of its course that look hurried."""
    return f"{at.isoformat()}#{attempt_id}"


def first_with_clicks(course_id: str, order: str) -> tuple[str, str] | None:
    """The first attempt with an order of clicks, and whose it is."""
    row = ClickOrderRow.fetch(f"{course_id}#{order}")
    return (row.attempt_id, row.person_id) if row else None


def kept_clicks(course_id: str, order: str, attempt_id: str, person_id: str, forget_at: datetime) -> Writes:
    """The order of an attempt's clicks, if no other has it. Raises (at commit): Moved."""
    row = ClickOrderRow(
        click_order=f"{course_id}#{order}",
        attempt_id=attempt_id,
        person_id=person_id,
        expires_at=int(forget_at.timestamp()),
    )
    return put(row, ClickOrderRow.click_order.does_not_exist(), Moved)
