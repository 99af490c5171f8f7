"""Use cases of recruitment 招录: the applicant's side, handing in, the gatekeepers' side."""

from shouwang.recruitment.service.applications import Applications, Mine
from shouwang.recruitment.service.publicity import Publicity
from shouwang.recruitment.service.review import Decided, Detail, Queue, Revealed, Review
from shouwang.recruitment.service.submission import Receipt, Submission

__all__ = [
    "Applications",
    "Decided",
    "Detail",
    "Mine",
    "Publicity",
    "Queue",
    "Receipt",
    "Revealed",
    "Review",
    "Submission",
]
