"""What may be had once or so often: a document, an application's number, a look at a sensitive field.

Each function is one request, or a write for a commit.
"""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.kernel.problem import Problem, Stale
from shouwang.platform.dynamo import Table, Writes, check, delete, put, update
from shouwang.recruitment.models import DocumentHolder
from shouwang.recruitment.rules.problems import EnoughRevealed
from shouwang.recruitment.rules.sight import REVEALS_A_DAY


class HolderIndex(GlobalSecondaryIndex["DocumentRow"]):
    """Documents by person; for erasure."""

    class Meta:
        """Index settings."""

        index_name = "by_person"
        projection = AllProjection()

    person_id = UnicodeAttribute(hash_key=True)


class DocumentRow(Table):
    """The one person of a document, by blind index."""

    TABLE = "document-claims"

    document_index = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    number = UnicodeAttribute()
    application_id = UnicodeAttribute(default="")

    by_person = HolderIndex()


class CounterRow(Table):
    """The last number given to an application in a year."""

    TABLE = "application-counters"

    year = UnicodeAttribute(hash_key=True)
    last = NumberAttribute()


class RevealRow(Table):
    """How many sensitive fields a reviewer has seen in a day."""

    TABLE = "reveals"
    TTL = "expires_at"

    reviewer_day = UnicodeAttribute(hash_key=True)
    seen = NumberAttribute(default=0)
    expires_at = NumberAttribute()


def fetch_document_holder(document_index: str) -> DocumentHolder | None:
    """Who holds a document."""
    row = DocumentRow.fetch(document_index)
    return row.value(DocumentHolder) if row else None


def claim_document(
    document_index: str, person_id: str, number: str, application_id: str = "", taken: Problem | None = None
) -> Writes:
    """The claim on a document; claiming one's own again is fine. `taken`, or a Conflict, at commit if it is another's."""
    row = DocumentRow(document_index=document_index, person_id=person_id, number=number, application_id=application_id)
    return put(row, DocumentRow.document_index.does_not_exist() | (DocumentRow.person_id == person_id), taken)


def hand_over_document(document_index: str, holder: DocumentHolder, to: DocumentHolder) -> Writes:
    """The claim moved from the holder that was seen to who showed the card. Raises (at commit): Stale."""
    row = DocumentRow.of(to, document_index=document_index)
    return put(row, DocumentRow.person_id == holder.person_id, Stale())


def documents_known(indexes: Sequence[str]) -> set[str]:
    """Which of these documents are somebody's. Cost: 1 request for each 100."""
    rows = DocumentRow.batch_get(list(indexes), consistent_read=True) if indexes else ()
    return {row.document_index for row in rows}


def release_document(document_index: str, person_id: str) -> Writes:
    """The claim on a document given back."""
    mine = DocumentRow.document_index.does_not_exist() | (DocumentRow.person_id == person_id)
    return delete(DocumentRow(document_index=document_index), mine)


def holds_document(document_index: str, person_id: str) -> Writes:
    """An assertion that the document is still this person's. Raises (at commit): Stale."""
    return check(DocumentRow(document_index=document_index), DocumentRow.person_id == person_id, Stale())


def last_number(year: str) -> int:
    """The last number given to an application in a year; 0 before the first."""
    row = CounterRow.fetch(year)
    return int(row.last) if row else 0


def counted(year: str, seen: int) -> Writes:
    """Move a year's counter on from the value seen; somebody else's move shows as a Conflict at commit."""
    fresh = CounterRow.year.does_not_exist()
    return put(CounterRow(year=year, last=seen + 1), (CounterRow.last == seen) if seen else fresh)


def revealed(reviewer_day: str) -> int:
    """How many sensitive fields a reviewer has seen in a day."""
    row = RevealRow.fetch(reviewer_day)
    return int(row.seen) if row else 0


def reveal_counted(reviewer_day: str, now: datetime) -> Writes:
    """One more field seen. Raises (at commit): EnoughRevealed."""
    below = RevealRow.seen.does_not_exist() | (RevealRow.seen < REVEALS_A_DAY)
    return update(
        RevealRow(reviewer_day=reviewer_day),
        RevealRow.seen.add(1),
        RevealRow.expires_at.set(int(now.timestamp()) + 2 * 86_400),
        condition=below,
        otherwise=EnoughRevealed(),
    )
