"""任务回报 and the leader's mark: what was done, and whether it was done well (the seed rewards duties done well)."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from shouwang.duty.models import DutyReport, DutySession, Mark, SessionState
from shouwang.duty.rules.proofs import MOST_PHOTOS, EnoughPhotos
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem

REPORT_WITHIN = timedelta(days=7)  # as long as corrections. Source: domain-rules 2.2 rule 7
LONGEST_TEXT = 500
MOST_OF_A_KIND = 999
# What can be counted on a duty. Source: the five duties of the seed
COUNTS = {
    "disputes_mediated": "调处纠纷",
    "hazards_found": "发现隐患",
    "people_helped": "帮助群众",
    "leaflets_given": "发宣传单",
    "clues_reported": "上报线索",
}
BEST_MARK = 5


class DutyNotEnded(Problem):
    """A report is of something that is over."""

    slug, title, status = "duty-not-ended", "先离岗打卡，再写回报", 409


class ReportTooLate(Problem):
    """The days for a report are over."""

    slug, title, status = "report-too-late", "过了写回报的时候", 409


class AlreadyMarked(Problem):
    """A leader has judged: the report stands as it was judged, and the mark as it was given."""

    slug, title, status = "already-marked", "已经评过分了", 409


class ReportFirst(Problem):
    """A photo is of a report that is written."""

    slug, title, status = "report-first", "先写回报，再附照片", 409


class NothingToMark(Problem):
    """No report yet."""

    slug, title, status = "nothing-to-mark", "还没有回报可以评", 409


class OwnWork(Problem):
    """Nobody judges the own work."""

    slug, title, status = "own-work", "自己的事不能自己判", 403


def report(session: DutySession | None, person_id: str, written: DutyReport) -> DutySession:
    """A duty with its report; until it is marked it can be written again.

    Raises: NotFound for another's duty, DutyNotEnded, ReportTooLate, AlreadyMarked, Invalid with every fault.
    """
    if session is None or session.person_id != person_id:
        raise NotFound
    if session.state is SessionState.OPEN:
        raise DutyNotEnded
    if session.mark:
        raise AlreadyMarked("要补充就告诉队长")
    if written.reported_at - (session.out_at or session.in_at) > REPORT_WITHIN:
        raise ReportTooLate(f"离岗后 {REPORT_WITHIN.days} 天内可以写")
    faults = list(_faults(written))
    if faults:
        raise Invalid(faults=faults)
    return replace(session, report=written)


def require_photo_wanted(session: DutySession | None, person_id: str, now: datetime) -> DutySession:
    """The duty whose report may still be shown a photo for.

    Raises: NotFound for another's duty, ReportFirst, AlreadyMarked, ReportTooLate.
    """
    if session is None or session.person_id != person_id:
        raise NotFound
    if session.report is None:
        raise ReportFirst
    if session.mark:
        raise AlreadyMarked("要补充就告诉队长")
    if now - (session.out_at or session.in_at) > REPORT_WITHIN:
        raise ReportTooLate(f"离岗后 {REPORT_WITHIN.days} 天内可以附")
    return session


def with_photo(session: DutySession, photo: bytes) -> tuple[DutySession, str]:
    """A duty whose report has one photo more, and the photo's key; the same photo again is the same. Raises: EnoughPhotos."""
    key = f"evidence/{session.person_id}/{session.session_id}/{hashlib.sha256(photo).hexdigest()[:32]}.jpg"
    if key in session.report_photos:
        return session, key
    if len(session.report_photos) >= MOST_PHOTOS:
        raise EnoughPhotos
    return replace(session, report_photos=(*session.report_photos, key)), key


def mark(session: DutySession | None, leader: Actor, score: int, reason: str, now: datetime) -> DutySession:
    """A duty with its leader's mark, given once.

    Raises: NotFound outside the leader's units, OwnWork, NothingToMark, AlreadyMarked, Invalid with every fault.
    """
    if session is None or not leader.covers(session.unit_path, *LEADERS):
        raise NotFound
    if session.person_id == leader.person_id:
        raise OwnWork("请别的队长来评")
    if session.report is None:
        raise NothingToMark
    if session.mark:
        raise AlreadyMarked
    faults = list(_mark_faults(score, reason))
    if faults:
        raise Invalid(faults=faults)
    return replace(session, mark=Mark(score, reason.strip(), leader.person_id, now))


def _faults(written: DutyReport) -> Iterator[Fault]:
    if not 1 <= len(written.text.strip()) <= LONGEST_TEXT:
        yield Fault("/text", f"写 1 到 {LONGEST_TEXT} 个字")
    for kind, count in written.counts.items():
        if kind not in COUNTS:
            yield Fault(f"/counts/{kind}", "没有这一项")
        elif not 0 <= count <= MOST_OF_A_KIND:
            yield Fault(f"/counts/{kind}", f"{COUNTS[kind]}在 0 到 {MOST_OF_A_KIND} 之间")


def _mark_faults(score: int, reason: str) -> Iterator[Fault]:
    if not 0 <= score <= BEST_MARK:
        yield Fault("/score", f"分数在 0 到 {BEST_MARK} 之间")
    if not 1 <= len(reason.strip()) <= LONGEST_TEXT:
        yield Fault("/reason", f"理由写 1 到 {LONGEST_TEXT} 个字")
