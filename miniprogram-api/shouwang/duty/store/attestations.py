"""见证. Each function is one request to the store."""

from collections.abc import Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from shouwang.duty.models import Attestation, AttestationState, Voucher
from shouwang.duty.rules.attestations import AnsweredAlready
from shouwang.platform.dynamo import Choice, Instant, Packed, Table, Writes, put

_MOST = 30


class AttestationRow(Table):
    """见证 of one duty, by who it is about."""

    TABLE = "attestations"

    person_id = UnicodeAttribute(hash_key=True)
    attestation_id = UnicodeAttribute(range_key=True)
    shift_id = UnicodeAttribute()
    unit_path = UnicodeAttribute()
    point_number = UnicodeAttribute()
    by = UnicodeAttribute()
    by_name = UnicodeAttribute()
    reason = UnicodeAttribute()
    asked_at = Instant()
    state = Choice[AttestationState](AttestationState)
    in_check_in = UnicodeAttribute(null=True)
    out_check_in = UnicodeAttribute(null=True)
    in_voucher = Packed[Voucher](Voucher, null=True)
    out_voucher = Packed[Voucher](Voucher, null=True)
    answered_at = Instant(null=True)
    version = NumberAttribute()


def kept(attestation: Attestation) -> Writes:
    """An attestation, new or one step on. Raises (at commit): AnsweredAlready when it changed since it was read."""
    seen: Condition = AttestationRow.version == attestation.version
    if attestation.version == 0:
        seen = AttestationRow.attestation_id.does_not_exist()
    return put(AttestationRow.of(attestation, version=attestation.version + 1), seen, AnsweredAlready())


def fetch_attestation(person_id: str, attestation_id: str) -> Attestation | None:
    """An attestation about a person."""
    row = AttestationRow.fetch(person_id, attestation_id)
    return row.value(Attestation) if row else None


def attestations_of(person_id: str) -> Sequence[Attestation]:
    """What was attested of a person, the newest first, at most 30."""
    rows = AttestationRow.query(person_id, scan_index_forward=False, limit=_MOST, page_size=_MOST)
    return [row.value(Attestation) for row in rows]
