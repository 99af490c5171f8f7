"""The services of duty 执勤."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.recruitment import RecruitmentWiring

if TYPE_CHECKING:
    from shouwang.duty.service import (
        CheckIns,
        Corrections,
        Exports,
        Hours,
        Patterns,
        PublicLog,
        Records,
        Reviews,
        Sessions,
        Shifts,
        Signups,
        Swaps,
    )


class DutyWiring(RecruitmentWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def shifts(self) -> "Shifts":
        """班次."""
        from shouwang.duty.service import Shifts  # noqa: PLC0415

        return Shifts(self.roster, self.now, self.new_id)

    @cached_property
    def signups(self) -> "Signups":
        """报班."""
        from shouwang.duty.service import Signups  # noqa: PLC0415

        return Signups(self.roster, self.training, self.now, self.new_id)

    @cached_property
    def patterns(self) -> "Patterns":
        """排班模板."""
        from shouwang.duty.service import Patterns  # noqa: PLC0415

        return Patterns(self.roster, self.now, self.new_id)

    @cached_property
    def swaps(self) -> "Swaps":
        """换班."""
        from shouwang.duty.service import Swaps  # noqa: PLC0415

        return Swaps(self.roster, self.signups, self.now, self.new_id)

    @cached_property
    def check_ins(self) -> "CheckIns":
        """打卡."""
        from shouwang.duty.service import CheckIns  # noqa: PLC0415

        return CheckIns(self.roster, self.keys, self.now)

    @cached_property
    def hours(self) -> "Hours":
        """服务时长."""
        from shouwang.duty.service import Hours  # noqa: PLC0415

        return Hours(self.keys, self.now)

    @cached_property
    def duty_sessions(self) -> "Sessions":
        """执勤."""
        from shouwang.duty.service import Sessions  # noqa: PLC0415

        return Sessions(self.roster, self.check_ins, self.shifts, self.hours, self.now, self.new_id)

    @cached_property
    def duty_reviews(self) -> "Reviews":
        """核打卡."""
        from shouwang.duty.service import Reviews  # noqa: PLC0415

        return Reviews(self.roster, self.keys, self.now, self.new_id)

    @cached_property
    def corrections(self) -> "Corrections":
        """补卡."""
        from shouwang.duty.service import Corrections  # noqa: PLC0415

        return Corrections(self.roster, self.blobs, self.now, self.new_id)

    @cached_property
    def records(self) -> "Records":
        """服务记录."""
        from shouwang.duty.service import Records  # noqa: PLC0415

        return Records(self.roster, self.now)

    @cached_property
    def duty_exports(self) -> "Exports":
        """导出."""
        from shouwang.duty.service import Exports  # noqa: PLC0415

        return Exports(self.roster, self.records, self.public_log, self.now)

    @cached_property
    def public_log(self) -> "PublicLog":
        """时长公示."""
        from shouwang.duty.service import PublicLog  # noqa: PLC0415

        return PublicLog(self.keys, self.locked, self.now)
