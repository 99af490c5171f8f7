"""Tables of recruitment 招录."""

from shouwang.recruitment.store.applications import (
    fetch_applicant,
    fetch_application,
    fetch_applications,
    is_latest,
    keep_applicant,
    keep_application,
)
from shouwang.recruitment.store.claims import (
    claim_document,
    counted,
    fetch_document_holder,
    hand_over_document,
    holds_document,
    last_number,
    release_document,
    reveal_counted,
    revealed,
)
from shouwang.recruitment.store.desk import claim_ended, claimed, fetch_claim
from shouwang.recruitment.store.objections import fetch_objection, keep_objection, keep_ruled, objections
from shouwang.recruitment.store.queue import claim_shown, overdue, queue, requeued
from shouwang.recruitment.store.waits import fetch_usual, keep_usual, waited, waits

__all__ = [
    "claim_document",
    "claim_ended",
    "claim_shown",
    "claimed",
    "counted",
    "fetch_applicant",
    "fetch_application",
    "fetch_applications",
    "fetch_claim",
    "fetch_document_holder",
    "fetch_objection",
    "fetch_usual",
    "hand_over_document",
    "holds_document",
    "is_latest",
    "keep_applicant",
    "keep_application",
    "keep_objection",
    "keep_ruled",
    "keep_usual",
    "last_number",
    "objections",
    "overdue",
    "queue",
    "release_document",
    "requeued",
    "reveal_counted",
    "revealed",
    "waited",
    "waits",
]
