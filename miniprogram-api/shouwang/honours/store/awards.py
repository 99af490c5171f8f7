"""Awards with their claims, codes, counters and status lists. Each function is one request unless it says otherwise."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from pynamodb.attributes import NumberAttribute, NumberSetAttribute, UnicodeAttribute

from shouwang.honours.models import Award, AwardKind, AwardState, Inscription, Publication
from shouwang.honours.rules import LIST_LENGTH, AwardSettled
from shouwang.honours.store.award_lists import AwardsOfMonth, AwardsOfPerson, place_of
from shouwang.platform.dynamo import (
    Choice,
    Instant,
    Packed,
    Page,
    Table,
    Writes,
    delete,
    next_page,
    put,
    read_cursor,
    update,
)


class Overtaken(Exception):
    """Somebody else moved a counter or claimed the same medal first: look again, then decide again."""

    def __init__(self, _: object = None) -> None:
        super().__init__("overtaken")


class AwardRow(Table):
    """荣誉."""

    TABLE = "awards"

    award_id = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    kind = Choice[AwardKind](AwardKind)
    inscription = Packed[Inscription](Inscription)
    subject_urn = UnicodeAttribute()
    status_index = NumberAttribute()
    credential = UnicodeAttribute()
    awarded_at = Instant()
    awarded_by = UnicodeAttribute()
    medal = UnicodeAttribute(null=True)
    state = Choice[AwardState](AwardState)
    state_at = Instant(null=True)
    state_reason = UnicodeAttribute(default="")
    replaced_by = UnicodeAttribute(null=True)
    taken_at = Instant(null=True)
    publication = Choice[Publication](Publication, default=Publication.MASKED)
    month = UnicodeAttribute(null=True)
    place = UnicodeAttribute(null=True)

    by_person = AwardsOfPerson()
    by_month = AwardsOfMonth()


class ClaimRow(Table):
    """A medal once a person."""

    TABLE = "award-claims"

    claim = UnicodeAttribute(hash_key=True)
    award_id = UnicodeAttribute()


class CodeRow(Table):
    """A verification code and its award."""

    TABLE = "award-codes"

    code = UnicodeAttribute(hash_key=True)
    award_id = UnicodeAttribute()


class CounterRow(Table):
    """The last serial of a series (`证#2026`), or the last status index (`status`)."""

    TABLE = "award-counters"

    counter = UnicodeAttribute(hash_key=True)
    last = NumberAttribute()


class StatusListRow(Table):
    """The bits that are set in one public status list; a list without a row has none."""

    TABLE = "status-lists"

    list_id = UnicodeAttribute(hash_key=True)
    revoked = NumberSetAttribute()


STATUS = "status"  # the counter of status indexes


def fetch_award(award_id: str) -> Award | None:
    """An award by id."""
    row = AwardRow.fetch(award_id)
    return row.value(Award) if row else None


def awards_by_id(award_ids: Collection[str]) -> dict[str, Award]:
    """Awards by id. Cost: 1 request for each 100."""
    rows = AwardRow.batch_get(sorted(award_ids), consistent_read=True) if award_ids else ()
    return {str(row.award_id): row.value(Award) for row in rows}


def awards_of(person_id: str, cursor: str | None = None) -> Page[Award]:
    """A person's awards, newest first; from the index, which may lag."""
    rows = AwardRow.by_person.query(
        person_id, scan_index_forward=False, limit=50, last_evaluated_key=read_cursor(cursor)
    )
    return Page([row.value(Award) for row in rows], next_page(rows.last_evaluated_key))


def every_award_of(person_id: str, between: tuple[datetime, datetime] | None = None) -> Iterator[Award]:
    """All awards of a person, or those given from one instant to before another; from the index. Cost: 1 request a megabyte."""
    given = AwardRow.awarded_at.between(*between) if between else None
    for row in AwardRow.by_person.query(person_id, given):
        if between is None or row.awarded_at < between[1]:
            yield row.value(Award)


def award_id_of_code(code: str) -> str | None:
    """The award behind a verification code."""
    row = CodeRow.fetch(code)
    return row.award_id if row else None


def held(person_id: str, medals: Collection[str]) -> frozenset[str]:
    """Which of these medals a person has been given, revoked ones too; never lags."""
    keys = [medal_claim(person_id, medal) for medal in medals]
    rows = ClaimRow.batch_get(keys, consistent_read=True) if keys else ()
    return frozenset(row.claim.rpartition("#")[2] for row in rows)


def last_numbers(counters: Collection[str]) -> dict[str, int]:
    """Where counters stand; one that never moved stands at 0."""
    rows = CounterRow.batch_get(sorted(counters), consistent_read=True)
    return dict.fromkeys(counters, 0) | {row.counter: int(row.last) for row in rows}


def moved(seen: Mapping[str, int], to: Mapping[str, int]) -> Writes:
    """Counters moved from the values seen. Raises (at commit): Overtaken."""
    writes = Writes()
    for counter, last in to.items():
        still = CounterRow.last == seen[counter] if seen[counter] else CounterRow.counter.does_not_exist()
        writes += put(CounterRow(counter=counter, last=last), still, Overtaken)
    return writes


def new_award(award: Award) -> Writes:
    """An award and the claim on its code."""
    code = CodeRow(code=award.inscription.code, award_id=award.award_id)
    month, place = place_of(award)
    return put(AwardRow.of(award, month=month, place=place), AwardRow.award_id.does_not_exist()) + put(
        code, CodeRow.code.does_not_exist()
    )


def claim_medal(person_id: str, medal: str, award_id: str) -> Writes:
    """A medal given to a person, for ever: a revoked one is not given again. Raises (at commit): Overtaken."""
    return claimed(medal_claim(person_id, medal), award_id)


def claimed(claim: str, award_id: str) -> Writes:
    """What is given once, given. Raises (at commit): Overtaken."""
    return put(ClaimRow(claim=claim, award_id=award_id), ClaimRow.claim.does_not_exist(), Overtaken)


def claimants(claims: Collection[str]) -> dict[str, str]:
    """Which of these claims are taken, and by which awards. Cost: 1 request for each 100."""
    rows = ClaimRow.batch_get(sorted(claims), consistent_read=True) if claims else ()
    return {str(row.claim): str(row.award_id) for row in rows}


def settled(award: Award, *, untaken: bool = False) -> Writes:
    """An award revoked or replaced, and its bit in the status list; `untaken`: only while nobody has it in hand.

    Raises (at commit): AwardSettled, or Overtaken with `untaken`.
    """
    list_id, bit = divmod(award.status_index, LIST_LENGTH)
    # A condition that always holds: bits are only ever added, so two at once do not disturb each other.
    always = StatusListRow.list_id.does_not_exist() | StatusListRow.list_id.exists()
    changed = {name: getattr(award, name) for name in ("state", "state_at", "state_reason", "replaced_by")}
    # What was never set stays so: a store keeps no empty values.
    changes = [getattr(AwardRow, name).set(value) for name, value in changed.items() if value is not None]
    row, issued = AwardRow(award_id=award.award_id), AwardRow.state == AwardState.ISSUED
    condition = issued & AwardRow.taken_at.does_not_exist() if untaken else issued
    refusal = Overtaken if untaken else AwardSettled()
    return update(row, *changes, condition=condition, otherwise=refusal) + update(
        StatusListRow(list_id=str(list_id)), StatusListRow.revoked.add({bit}), condition=always
    )


def taken(award_id: str, at: datetime) -> Writes:
    """The first file of an award is in its holder's hand. Raises (at commit): Overtaken when one was before."""
    first = AwardRow.taken_at.does_not_exist() & (AwardRow.state == AwardState.ISSUED)
    return update(AwardRow(award_id=award_id), AwardRow.taken_at.set(at), condition=first, otherwise=Overtaken)


def unclaimed(claim: str, award_id: str) -> Writes:
    """A claim given up, so that what was taken back by rule can be given again. Raises (at commit): Overtaken."""
    return delete(ClaimRow(claim=claim), ClaimRow.award_id == award_id, Overtaken)


def medals_held(person_id: str, medals: Collection[str]) -> dict[str, str]:
    """Which of these medals a person has been given, and by which awards; never lags."""
    found = claimants([medal_claim(person_id, medal) for medal in medals])
    return {claim.rpartition("#")[2]: award_id for claim, award_id in found.items()}


def published(award_id: str, publication: Publication) -> Writes:
    """What strangers see of an award, as its holder wants it."""
    row = AwardRow(award_id=award_id)
    return update(row, AwardRow.publication.set(publication), condition=AwardRow.award_id.exists())


def revoked_bits(list_id: int) -> frozenset[int] | None:
    """The bits set in a status list; None for a list that no award is in yet. Cost: 2 requests."""
    if list_id > last_numbers([STATUS])[STATUS] // LIST_LENGTH:
        return None
    row = StatusListRow.fetch(str(list_id))
    return frozenset(int(bit) for bit in row.revoked) if row else frozenset()


def medal_claim(person_id: str, medal: str) -> str:
    """What a medal claims, once a person."""
    return f"{person_id}#{medal}"
