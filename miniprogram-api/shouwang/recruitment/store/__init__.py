"""Tables of recruitment 招录."""

from shouwang.recruitment.store.applications import (
    fetch_applicant,
    fetch_application,
    keep_applicant,
    keep_application,
)
from shouwang.recruitment.store.claims import (
    claim_document,
    counted,
    fetch_document_holder,
    holds_document,
    last_number,
    release_document,
    reveal_counted,
    revealed,
)
from shouwang.recruitment.store.queue import queue, requeued

__all__ = [
    "claim_document",
    "counted",
    "fetch_applicant",
    "fetch_application",
    "fetch_document_holder",
    "holds_document",
    "keep_applicant",
    "keep_application",
    "last_number",
    "queue",
    "release_document",
    "requeued",
    "reveal_counted",
    "revealed",
]
