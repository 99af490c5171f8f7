"""Where there is to go in the console, for whom: the one table behind the rail, the phone's tabs and 更多."""

from collections.abc import Set

import msgspec
from msgspec.structs import replace

from shouwang.console.counts import Counts
from shouwang.console.views import Group, Link
from shouwang.kernel.actor import LEADERS, STAFF, Actor, Role
from shouwang.roster.models import Force

TODAY, PEOPLE, GROWTH, BOOKS = "今天", "队伍", "成长", "台账"
GROUPS = (TODAY, PEOPLE, GROWTH, BOOKS)

# Who sees applications besides whoever the force's own list lets decide a gate. Source: recruitment.rules.sight
ONLOOKERS = frozenset({Role.COMMANDER, Role.AUDITOR})


class Place(msgspec.Struct, frozen=True):
    """One page of the rail: what it is called, where it is, in which group, for which roles."""

    label: str
    href: str
    group: str
    roles: Set[Role] = STAFF


TODAY_PAGE = Place("今日待办", "/console/today", TODAY)
APPLICATIONS = Place("报名审核", "/console/applications", TODAY, ONLOOKERS)
ON_DUTY = Place("此刻在岗", "/console/duty", TODAY, LEADERS)
DISPUTES = Place("积分申诉", "/console/disputes", TODAY, LEADERS)
COMPLAINTS = Place("投诉", "/console/complaints", TODAY, frozenset({Role.AUDITOR}))
CHECK_INS = Place("打卡与补卡", "/console/check-ins", TODAY, LEADERS)
VOLUNTEERS = Place("队员", "/console/volunteers", PEOPLE)
SHIFTS = Place("排班", "/console/shifts", PEOPLE, LEADERS)
UNITS = Place("单位与职务", "/console/units", PEOPLE)
POINTS = Place("集结点", "/console/points", PEOPLE)
IMPORTS = Place("导入导出", "/console/imports", PEOPLE, LEADERS | {Role.ADMINISTRATOR})
COURSES = Place("课程", "/console/courses", GROWTH, frozenset({Role.TRAINER, Role.COMMANDER, Role.ADMINISTRATOR}))
UNFINISHED = Place("没学完的", "/console/unfinished", GROWTH, LEADERS | COURSES.roles)
HONOURS = Place("荣誉", "/console/honours", GROWTH, LEADERS | {Role.AUDITOR})
STARS = Place("星级公示", "/console/stars", GROWTH, LEADERS | {Role.AUDITOR})
RULES = Place("积分办法", "/console/rules", GROWTH, LEADERS | {Role.AUDITOR, Role.ADMINISTRATOR})
HOURS = Place("服务时长", "/console/hours", BOOKS)
REPORTS = Place("报表", "/console/reports", BOOKS, LEADERS | {Role.AUDITOR})
AUDIT = Place("审计", "/console/audit", BOOKS, frozenset({Role.AUDITOR}))
ATTESTED = Place("凭人证明的时长", "/console/audit/hours", BOOKS, frozenset({Role.ADMINISTRATOR, Role.COMMANDER}))
FORCE_PAGE = Place("全队设置", "/console/force", BOOKS)
HEALTH = Place("健康", "/console/health", BOOKS, frozenset({Role.ADMINISTRATOR, Role.COMMANDER}))
SETTINGS = Place("这个浏览器", "/console/settings", BOOKS)

# In the order of the rail; on phones the first four are tabs, the rest stand on 更多.
PLACES = (
    *(TODAY_PAGE, APPLICATIONS, ON_DUTY, CHECK_INS, DISPUTES, COMPLAINTS),
    *(VOLUNTEERS, UNITS, POINTS, SHIFTS, IMPORTS),
    *(COURSES, UNFINISHED, HONOURS, STARS, RULES),
    *(HOURS, REPORTS, AUDIT, ATTESTED, FORCE_PAGE, HEALTH, SETTINGS),
)


def rail(actor: Actor, force: Force, here: str, counts: Counts | None = None) -> tuple[Group, ...]:
    """The places a person may go to, by group, with what waits there; `here` is the current one's address."""
    known = counts or Counts()
    groups = ((title, [place for place in mine(actor, force) if place.group == title]) for title in GROUPS)
    return tuple(
        Group(title, tuple(_link(place, here, known) for place in places)) for title, places in groups if places
    )


def mine(actor: Actor, force: Force) -> tuple[Place, ...]:
    """The places a person may go to."""
    deciders = {role for rule in force.gates for role in rule.deciders}
    return tuple(
        place for place in PLACES if actor.roles & (place.roles | deciders if place is APPLICATIONS else place.roles)
    )


def first_of(actor: Actor, force: Force) -> str:
    """The address of a person's first page."""
    return next((place.href for place in mine(actor, force)), SETTINGS.href)


def _link(place: Place, here: str, counts: Counts) -> Link:
    waiting = counts.by_place.get(place.href)
    link = Link(place.label, place.href, current=place.href == here)
    return replace(link, count=waiting.count, more=waiting.more) if waiting else link
