"""Use cases of recruitment 招录: the applicant's side, handing in, the gatekeepers' side, publicity."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.recruitment.service.applications import Applications, Mine
    from shouwang.recruitment.service.bulk import Bulk, Outcome, Seen
    from shouwang.recruitment.service.chasing import Chasing
    from shouwang.recruitment.service.desk import Desk
    from shouwang.recruitment.service.objecting import InPublicity, Objections, OpenedObjection
    from shouwang.recruitment.service.publicity import Publicity
    from shouwang.recruitment.service.review import Review
    from shouwang.recruitment.service.second_look import SecondLook
    from shouwang.recruitment.service.shown import Decided, Detail, Overdue, Queue, Revealed
    from shouwang.recruitment.service.submission import Receipt, Submission
    from shouwang.recruitment.service.waits import Waits

__all__ = [
    "Applications",
    "Bulk",
    "Chasing",
    "Decided",
    "Desk",
    "Detail",
    "InPublicity",
    "Mine",
    "Objections",
    "OpenedObjection",
    "Outcome",
    "Overdue",
    "Publicity",
    "Queue",
    "Receipt",
    "Revealed",
    "Review",
    "SecondLook",
    "Seen",
    "Submission",
    "Waits",
]
__getattr__ = front(__name__)
