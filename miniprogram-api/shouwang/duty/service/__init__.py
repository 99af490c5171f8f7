"""Use cases of duty 执勤, one class a capability."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.duty.service.check_ins import CheckIns
    from shouwang.duty.service.corrections import Corrections
    from shouwang.duty.service.exports import Exports
    from shouwang.duty.service.hours import Hours
    from shouwang.duty.service.patterns import Patterns
    from shouwang.duty.service.public_log import PublicLog
    from shouwang.duty.service.records import Records
    from shouwang.duty.service.reviews import Reviews
    from shouwang.duty.service.scoring import Scoring
    from shouwang.duty.service.sessions import Sessions
    from shouwang.duty.service.shifts import Shifts
    from shouwang.duty.service.signups import Signups
    from shouwang.duty.service.swaps import Swaps
    from shouwang.duty.service.teams import Teams

__all__ = [
    "CheckIns",
    "Corrections",
    "Exports",
    "Hours",
    "Patterns",
    "PublicLog",
    "Records",
    "Reviews",
    "Scoring",
    "Sessions",
    "Shifts",
    "Signups",
    "Swaps",
    "Teams",
]
__getattr__ = front(__name__)
