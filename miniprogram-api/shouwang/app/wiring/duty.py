"""The services of duty 执勤."""

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from shouwang.app.wiring.recruitment import RecruitmentWiring

if TYPE_CHECKING:
    from shouwang.duty.models import Service
    from shouwang.duty.rules.records import Star
    from shouwang.duty.service import (
        CheckIns,
        Corrections,
        Exports,
        Hours,
        Patterns,
        PublicLog,
        Records,
        Reviews,
        Scoring,
        Sessions,
        Shifts,
        Signups,
        Swaps,
        Teams,
    )
    from shouwang.duty.service.proving import Proving
    from shouwang.duty.service.report_photos import ReportPhotos
    from shouwang.duty.service.signs import Signs
    from shouwang.duty.service.today import Home, NextHonour
    from shouwang.duty.service.tracks import Tracks
    from shouwang.honours.service import Stars


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
    def teams(self) -> "Teams":
        """点名."""
        from shouwang.duty.service import Teams  # noqa: PLC0415

        return Teams(self.roster, self.now, self.new_id)

    @cached_property
    def swaps(self) -> "Swaps":
        """换班."""
        from shouwang.duty.service import Swaps  # noqa: PLC0415

        return Swaps(self.roster, self.signups, self.callers.names, self.now, self.new_id)

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

        return Sessions(self.roster, self.check_ins, self.shifts, self.hours, self.callers.names, self.now, self.new_id)

    @cached_property
    def scoring(self) -> "Scoring":
        """凭据分."""
        from shouwang.duty.service import Scoring  # noqa: PLC0415

        return Scoring(self.keys, self.now)

    @cached_property
    def signs(self) -> "Signs":
        """点位牌."""
        from shouwang.duty.service.signs import Signs  # noqa: PLC0415 -- only a print needs it

        develop = self.settings.development
        env_version = "develop" if develop else "release"

        def code_image(scene: str, page: str) -> bytes:
            return self.wechat.code_image(scene, page, width=860, env_version=env_version, check_path=not develop)

        return Signs(self.roster, self.blobs, code_image, self.now)

    @cached_property
    def tracks(self) -> "Tracks":
        """巡逻轨迹."""
        from shouwang.duty.service.tracks import Tracks  # noqa: PLC0415

        return Tracks(self.roster, self.keys, self.now)

    @cached_property
    def proving(self) -> "Proving":
        """凭据."""
        from shouwang.duty.service.proving import Proving  # noqa: PLC0415

        return Proving(self.roster, self.keys, self.blobs, self.now)

    @cached_property
    def report_photos(self) -> "ReportPhotos":
        """回报照片."""
        from shouwang.duty.service.report_photos import ReportPhotos  # noqa: PLC0415

        return ReportPhotos(self.roster, self.blobs, self.now)

    @cached_property
    def home(self) -> "Home":
        """今日."""
        from shouwang.duty.service.today import Home  # noqa: PLC0415

        return Home(self.roster, self.check_ins, self.shifts, self.hours, next_honour, self.now)

    @cached_property
    def duty_reviews(self) -> "Reviews":
        """核打卡."""
        from shouwang.duty.service import Reviews  # noqa: PLC0415

        return Reviews(self.roster, self.keys, self.blobs, self.callers.names, self.now, self.new_id)

    @cached_property
    def corrections(self) -> "Corrections":
        """补卡."""
        from shouwang.duty.service import Corrections  # noqa: PLC0415

        return Corrections(self.roster, self.blobs, self.now, self.new_id)

    @cached_property
    def records(self) -> "Records":
        """服务记录."""
        from shouwang.duty.service import Records  # noqa: PLC0415

        return Records(self.roster, self._stars_of, self.now)

    @cached_property
    def stars(self) -> "Stars":
        """星级: kept by honours, shown in service records."""
        from shouwang.honours.service import Holders, Stars  # noqa: PLC0415

        return Stars(Holders(self.roster), self.roster.force, self.now, self.new_id)

    def _stars_of(self, person_id: str) -> "tuple[Star, ...]":
        from shouwang.duty.rules.records import Star  # noqa: PLC0415

        return tuple(
            Star(*msgspec.structs.astuple(star)) for star in self.stars.of(person_id)
        )  # imports honours when first asked

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


def next_honour(done: "Service") -> "NextHonour | None":
    """The medal that somebody who has done so much is nearest to, by honours' own rules. Cost: none."""
    from shouwang.duty.service.today import NextHonour  # noqa: PLC0415
    from shouwang.honours.models import Done, Fact  # noqa: PLC0415
    from shouwang.honours.rules import MEDALS, missing_words, progress  # noqa: PLC0415 -- rules only, no store

    by_hours = [rule for rule in MEDALS if rule.fact in (Fact.MINUTES_MEASURED, Fact.PATROLS)]
    counted = Done(minutes_measured=done.minutes_measured, patrols=done.patrols)
    ahead = max(progress(counted, (), by_hours), key=lambda step: step.have / step.need, default=None)
    if ahead is None:
        return None
    return NextHonour(ahead.rule.medal, ahead.rule.title, ahead.have, ahead.need, missing_words(ahead))
