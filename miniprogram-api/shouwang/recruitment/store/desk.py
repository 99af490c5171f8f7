"""Who works on which application now 领办. Each function is one request, or a write for a commit."""

from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from shouwang.platform.dynamo import Instant, Table, Writes, delete, put
from shouwang.recruitment.models import Claim
from shouwang.recruitment.rules.problems import ClaimedByAnother


class ReviewClaimRow(Table):
    """A reviewer's claim on an application; an ended one counts as none."""

    TABLE = "review-claims"
    TTL = "expires_at"

    application_id = UnicodeAttribute(hash_key=True)
    by = UnicodeAttribute()
    by_name = UnicodeAttribute(default="")
    until = Instant()
    expires_at = NumberAttribute()


def fetch_claim(application_id: str, now: datetime) -> Claim | None:
    """Who works on an application, if anybody does now."""
    row = ReviewClaimRow.fetch(application_id)
    return row.value(Claim) if row and row.until > now else None


def claimed(claim: Claim, now: datetime) -> Writes:
    """A claim made or made longer. Raises (at commit): ClaimedByAnother."""
    row = ReviewClaimRow.of(claim, expires_at=int(claim.until.timestamp()))
    return put(row, _free(claim.by, now), ClaimedByAnother())


def claim_ended(application_id: str, person_id: str, now: datetime) -> Writes:
    """A claim given up, or ended by the decision of who made it. Raises (at commit): ClaimedByAnother."""
    return delete(ReviewClaimRow(application_id=application_id), _free(person_id, now), ClaimedByAnother())


def _free(person_id: str, now: datetime) -> Condition:
    free: Condition = ReviewClaimRow.application_id.does_not_exist() | (ReviewClaimRow.until <= now)
    own: Condition = ReviewClaimRow.by == person_id
    either: Condition = free | own
    return either
