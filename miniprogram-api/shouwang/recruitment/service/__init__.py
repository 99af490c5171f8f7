"""Use cases of recruitment 招录: the applicant's side, handing in, the gatekeepers' side, publicity."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.recruitment.service.applications import Applications as Applications, Mine as Mine
    from shouwang.recruitment.service.bulk import Bulk as Bulk, Outcome as Outcome, Seen as Seen
    from shouwang.recruitment.service.chasing import Chasing as Chasing
    from shouwang.recruitment.service.desk import Desk as Desk
    from shouwang.recruitment.service.objecting import (
        InPublicity as InPublicity,
        Objections as Objections,
        OpenedObjection as OpenedObjection,
    )
    from shouwang.recruitment.service.publicity import Publicity as Publicity
    from shouwang.recruitment.service.review import Review as Review
    from shouwang.recruitment.service.second_look import SecondLook as SecondLook
    from shouwang.recruitment.service.shown import (
        Decided as Decided,
        Detail as Detail,
        Overdue as Overdue,
        Queue as Queue,
        Revealed as Revealed,
    )
    from shouwang.recruitment.service.submission import Receipt as Receipt, Submission as Submission
    from shouwang.recruitment.service.waits import Waits as Waits

__getattr__ = front(__name__)
