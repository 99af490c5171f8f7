"""Use cases of duty 执勤, one class a capability."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.service.check_ins import CheckIns as CheckIns
    from shouwang.duty.service.corrections import Corrections as Corrections
    from shouwang.duty.service.exports import Exports as Exports
    from shouwang.duty.service.hours import Hours as Hours
    from shouwang.duty.service.patterns import Patterns as Patterns
    from shouwang.duty.service.public_log import PublicLog as PublicLog
    from shouwang.duty.service.records import Records as Records
    from shouwang.duty.service.reviews import Reviews as Reviews
    from shouwang.duty.service.scoring import Scoring as Scoring
    from shouwang.duty.service.sessions import Sessions as Sessions
    from shouwang.duty.service.shifts import Shifts as Shifts
    from shouwang.duty.service.signups import Signups as Signups
    from shouwang.duty.service.swaps import Swaps as Swaps
    from shouwang.duty.service.teams import Teams as Teams

__getattr__ = front(__name__)
