"""A volunteer whole: where they stand, hours, points, training, honours, what happened."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from shouwang.assessment.models import Dispute
from shouwang.assessment.service import Points
from shouwang.console.blocks import (
    Block,
    Buttons,
    Cell,
    Columns,
    Facts,
    Head,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    Timeline,
)
from shouwang.console.blocks.medals import Medal, Medals
from shouwang.console.places import VOLUNTEERS
from shouwang.console.views import Fact, Link, State, Word
from shouwang.console.volunteers.books import hours_section, points_section
from shouwang.console.volunteers.words import STATES, UnitName, day_words, event, hours_words
from shouwang.console.words import EM, joined, moment
from shouwang.duty.models import DutySession
from shouwang.duty.rules.records import STARS, ServiceRecord
from shouwang.honours.models import Award, AwardState, Progress
from shouwang.honours.rules import missing_words
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.roster.models import HistoryEntry, Volunteer
from shouwang.training.models import Course, Standing

_AHEAD_SHOWN = 4


class Read(msgspec.Struct, frozen=True):
    """A volunteer as read for a page. `point_name` is where they are on duty now; `may` are acts open to the reader."""

    volunteer: Volunteer
    history: Sequence[HistoryEntry]
    record: ServiceRecord
    points: Points
    disputes: Mapping[str, Dispute]
    awards: Sequence[Award]
    ahead: Sequence[Progress]
    courses: Sequence[tuple[Course, Standing]]
    duty: DutySession | None
    point_name: str
    may: tuple[Link, ...]
    now: datetime
    unit_name: UnitName
    cover_needed: bool

    @property
    def today(self) -> date:
        """The day in China."""
        return local_day(self.now)

    @property
    def here(self) -> str:
        """The address of the page."""
        return f"{VOLUNTEERS.href}/{self.volunteer.volunteer_number}"


def profile_sheet(read: Read, printed_by: Actor, force: str) -> Sheet:
    """The page of one volunteer."""
    who = read.volunteer
    unit = read.unit_name(who.unit_path)
    since = day_words(who.joined_on, read.today)
    left: tuple[Block, ...] = (
        hours_section(read.record),
        points_section(read.points, read.disputes, read.today, read.here),
        _training(read),
    )
    acts = (Buttons(links=read.may),) if read.may else ()
    return Sheet(
        who.name,
        joined(who.volunteer_number, unit, f"{since}入队"),
        (*acts, Columns(left, (_standing(read), _star(read), _honours(read), _past(read)))),
        back=Link("名册", VOLUNTEERS.href),
        printed=joined(force, "队员情况", moment(read.now, read.now).exact, f"{printed_by.name}打印，已记入审计"),
    )


def points_sheet(read: Points, volunteer: Volunteer, disputes: Mapping[str, Dispute], today: date, total: int) -> Sheet:
    """Earlier points of a volunteer, with the running total going on."""
    here = f"{VOLUNTEERS.href}/{volunteer.volunteer_number}"
    section = points_section(read, disputes, today, here, total)
    return Sheet(f"{volunteer.name}的积分", volunteer.volunteer_number, (section,), back=Link(volunteer.name, here))


def _standing(read: Read) -> Section:
    who, today = read.volunteer, read.today
    until = f"，到 {day_words(who.status_until, today)}" if who.status_until else ""
    cover = day_words(who.cover_until, today) if who.cover_until else "没有登记"
    if who.cover_until and who.cover_until < today:
        cover += "，过期了"
    facts = [
        Fact("在队", STATES[who.status].word + until),
        Fact("此刻", _duty(read)),
        Fact("单位", f"{read.unit_name(who.unit_path)}，{day_words(who.unit_since or who.joined_on, today)}起"),
        *(Fact("兼属", f"{read.unit_name(also.unit_path)}，{day_words(also.since_on, today)}起") for also in who.also),
        Fact("保险到", cover if read.cover_needed else f"{cover}（本队不要求）"),
        *((Fact("资质", "、".join(who.qualifications)),) if who.qualifications else ()),
    ]
    return Section("现在", (Facts(tuple(facts)),), remark=f"第 {who.version} 版")


def _duty(read: Read) -> str:
    if read.duty is None:
        return "不在岗"
    began = moment(read.duty.in_at, read.now).words
    return f"在岗，{read.duty.point_number} {read.point_name}，{began}起"


def _star(read: Read) -> Section:
    """The next star: what it takes, what is missing."""
    record = read.record
    level = max((star.level for star in record.stars if star.counts), default=0)
    if record.next_star_hours is None:
        return Section("服务之星", (Facts((Fact("现在", f"{level} 星，到顶了"),)),))
    missing = record.next_star_hours * 60 - record.minutes_measured
    share = record.minutes_measured / (record.next_star_hours * 60)
    heads = (Head(f"到 {STARS.index(record.next_star_hours) + 1} 星"), Head("还差", number=True))
    row = Row((Cell(f"要 {record.next_star_hours:,} 小时", bar=share), Cell(hours_words(missing))))
    shown = [star for star in record.stars if star.state == "publicity"]
    waits = f"{shown[-1].level} 星还在公示" if shown else f"现在 {level} 星" if level else "还没有星"
    return Section("服务之星", (Table("到下一颗星", heads, (Rows((row,)),)),), remark=f"只算实测{EM}{waits}")


def _honours(read: Read) -> Section:
    earned = tuple(
        Medal(award.medal, award.inscription.title, day_words(award.inscription.issued_on, read.today))
        for award in read.awards
        if award.medal and award.state is AwardState.ISSUED
    )
    ahead = tuple(
        Medal(step.rule.medal, step.rule.title, missing_words(step), earned=False) for step in read.ahead[:_AHEAD_SHOWN]
    )
    papers = tuple(
        Row((Cell(award.inscription.title, second=award.inscription.serial), Cell(state=_award_state(award))))
        for award in read.awards
        if not award.medal or award.state is not AwardState.ISSUED
    )
    table = Table("证书和表扬", (Head("证书和表扬"), Head("")), (Rows(papers),))
    blocks = (Medals(earned + ahead), *((table,) if papers else ()))
    return Section("荣誉", blocks, remark=f"{len(earned)} 枚勋章，虚线的还没到")


def _award_state(award: Award) -> State:
    states = {
        AwardState.ISSUED: State("pass", "有效"),
        AwardState.REVOKED: State("failed", "已撤销"),
        AwardState.REPLACED: State("move", "已换发"),
        AwardState.EXPIRED: State("clock", "已过期"),
    }
    return states[award.state]


def _training(read: Read) -> Section:
    heads = (Head("课程"), Head("最好", number=True), Head("有效到", second=True), Head("状态"))
    rows = tuple(
        Row(
            (
                Cell(course.title),
                Cell("" if stands.best_score is None else f"{stands.best_score} 分"),
                Cell(day_words(stands.valid_until, read.today) if stands.valid_until else ""),
                Cell(state=_passed(stands, read.today)),
            )
        )
        for course, stands in read.courses
    )
    valid = sum(stands.holds_on(read.today) for _, stands in read.courses)
    table = Table("培训", heads, (Rows(rows),), Word("还没有课程", "教官发布了课程，这里就有。"))
    return Section("培训", (table,), remark=f"{len(rows)} 门里 {valid} 门有效")


def _passed(stands: Standing, today: date) -> State:
    if stands.holds_on(today):
        return State("pass", "合格")
    if stands.valid_until:
        return State("clock", "过期了，要重学")
    return State("now", "没合格") if stands.tries or stands.open_attempt_id else State("ahead", "没开始")


def _past(read: Read) -> Section:
    if not read.history:
        return Section("经过", (Facts((Fact("入队", day_words(read.volunteer.joined_on, read.today)),)),))
    events = tuple(event(entry, read.unit_name, read.now) for entry in read.history)
    return Section("经过", (Timeline(events),), remark="新的在上")
