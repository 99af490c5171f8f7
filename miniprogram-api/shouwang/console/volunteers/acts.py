"""What may be done about a volunteer, each on a page of its own with what follows from it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from shouwang.console.acts import hidden
from shouwang.console.blocks import Choice, Facts, Field, Form, Prose, Section, Sheet, refilled
from shouwang.console.places import VOLUNTEERS
from shouwang.console.views import Fact, Link
from shouwang.console.volunteers.words import STATES, UnitName, day_words
from shouwang.kernel.actor import Actor, Role, Status
from shouwang.kernel.problem import Problem
from shouwang.roster.models import Unit, Volunteer
from shouwang.roster.rules.members import CARERS, MOVERS, STATUS_TITLES, STEPS

TRANSFER, STATUS, COVER = "transfer", "status", "cover"
_REASON = Field("reason", "为什么", "area", hint="记入经过，本人和管着他的人看得到", required=True, most_signs=200)


class About(msgspec.Struct, frozen=True):
    """Who is acted on, by whom, on which day."""

    actor: Actor
    volunteer: Volunteer
    units: Sequence[Unit]
    today: date
    unit_name: UnitName

    @property
    def here(self) -> str:
        """The volunteer's page."""
        return f"{VOLUNTEERS.href}/{self.volunteer.volunteer_number}"

    def covers(self, roles: Sequence[Role]) -> bool:
        """Whether one of the roles is held over the volunteer's unit, by somebody else."""
        return self.actor.person_id != self.volunteer.person_id and self.actor.covers(self.volunteer.unit_path, *roles)


class _ActPage(msgspec.Struct, frozen=True):
    """One act: its name, who may do it, its form's fields, what follows from it."""

    label: str
    open_to: Callable[[About], bool]
    fields: Callable[[About], tuple[Field, ...]]
    follows: str


def steps_open(about: About) -> tuple[Status, ...]:
    """The states that this person may put the volunteer into."""
    now = about.volunteer.status
    return tuple(to for (was, to), roles in STEPS.items() if was is now and about.covers(roles))


def links(about: About) -> tuple[Link, ...]:
    """What this person may do about the volunteer."""
    return tuple(
        Link(page.label, f"{about.here}/change/{name}") for name, page in _PAGES.items() if page.open_to(about)
    )


def is_open(name: str, about: About) -> bool:
    """Whether there is such an act for this person."""
    return name in _PAGES and _PAGES[name].open_to(about)


def act_sheet(name: str, about: About, typed: Mapping[str, str] | None = None, refusal: Problem | None = None) -> Sheet:
    """The page of one act; `typed` stands in it again."""
    who, page = about.volunteer, _PAGES[name]
    form = Form(
        f"{about.here}/change/{name}",
        page.fields(about),
        page.label,
        hidden=hidden(who.version),
        other=Link("先不办", about.here),
    )
    until = f"，到 {day_words(who.status_until, about.today)}" if who.status_until else ""
    facts = Facts(
        (
            Fact("单位", about.unit_name(who.unit_path)),
            Fact("在队", STATES[who.status].word + until),
            Fact("保险到", day_words(who.cover_until, about.today) if who.cover_until else "没有登记"),
        )
    )
    return Sheet(
        f"{page.label}：{who.name}",
        who.volunteer_number,
        (
            Section("现在", (facts,), remark=f"第 {who.version} 版"),
            Section(page.label, (Prose((page.follows,)), refilled(form, typed or {}, refusal))),
        ),
        back=Link(who.name, about.here),
    )


def _transfer_fields(about: About) -> tuple[Field, ...]:
    choices = tuple(
        Choice(unit.path, "\u3000" * unit.path.count("/") + unit.name)
        for unit in about.units
        if about.actor.covers(unit.path, *MOVERS) and unit.path != about.volunteer.unit_path
    )
    return (Field("unit_path", "调到", "select", choices=choices, required=True), _REASON)


def _status_fields(about: About) -> tuple[Field, ...]:
    choices = tuple(Choice(to, STATUS_TITLES[to]) for to in steps_open(about))
    day = Field("until_on", "请假到哪天", "date", hint="只有请假要填，这一天也算", least=about.today.isoformat())
    asks_day = (day,) if Status.ON_LEAVE in steps_open(about) else ()
    return (Field("status", "改成", "radio", choices=choices, required=True), *asks_day, _REASON)


def _cover_fields(about: About) -> tuple[Field, ...]:
    until = about.volunteer.cover_until
    return (
        Field(
            "cover_until", "保险到哪天", "date", until.isoformat() if until else "", required=True, hint="这一天也算"
        ),
    )


_PAGES: Mapping[str, _ActPage] = {
    TRANSFER: _ActPage(
        "调动",
        lambda about: about.volunteer.status is not Status.LEFT and about.covers(MOVERS),
        _transfer_fields,
        "编号不变。从现在起归新单位管：新单位的领导看得到他，原单位的看不到；本人马上收到消息。"
        "还担任着原单位的职务，要先免去。",
    ),
    STATUS: _ActPage(
        "改在队状态",
        lambda about: bool(steps_open(about)),
        _status_fields,
        "请假、停勤的队员不能报班和打卡。离队以后什么权限也没有，编号和记录留着；支队可以再收回来。本人马上收到消息。",
    ),
    COVER: _ActPage(
        "登记保险",
        lambda about: about.actor.covers(about.volunteer.unit_path, *CARERS),
        _cover_fields,
        "过了这一天，要保险的勤务不能报、不能打卡。快到期时本人和中队会收到提醒。",
    ),
}
