"""HTTP of 排班: what a leader changes; the checkin function keeps shifts and sign-ups."""

from collections.abc import Callable

import msgspec

from shouwang.console.acts import ActForm, hidden
from shouwang.console.blocks import refilled
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import SHIFTS
from shouwang.console.shifts.asks import EndForm, PatternForm, ShiftActForm, ShiftForm
from shouwang.console.shifts.forms import NEW, PATTERNS, pattern_form, shift_form
from shouwang.console.shifts.one import act_forms
from shouwang.console.shifts.reading import Planning
from shouwang.console.shifts.routes import leader
from shouwang.duty.models import TeamOutcome, Way
from shouwang.duty.service import Patterns, Shifts, Signups, Teams
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.web import Api, Reply, post

_OUTCOMES = {
    TeamOutcome.RECORDED: "记下了",
    TeamOutcome.NOT_ON_SHIFT: "不在这一班",
    TeamOutcome.ON_DUTY_ALREADY: "已经在岗",
    TeamOutcome.NOT_ON_DUTY: "不在岗",
    TeamOutcome.OWN_WORK: "自己的要别人记",
    TeamOutcome.NOT_INSURED: "保险没有盖到今天",
}


class Acts(msgspec.Struct, frozen=True):
    """The services that change shifts."""

    planning: Planning
    signups: Signups
    teams: Teams


class ActingRoutes:
    """Routes that change something."""

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.planning = acts.planning

    @post(NEW, who=leader, html=True, summary="排班：排一个班")
    def create(self, actor: Actor, cookies: dict[str, str], form: ShiftForm) -> Reply:
        """A shift of one of the own units."""

        def work() -> str:
            shift = form.shift()
            self.planning.shifts.create(actor, form.once(actor, "shift"), shift)
            return "排好了，队员现在就能报"

        def again(refusal: Problem) -> Reply:
            asked = shift_form(self.planning.offered(actor, form.unit_path), hidden())
            return self.planning.new(
                actor, Browser(cookies), form.unit_path, refilled(asked, form.typed(), refusal), refusal
            )

        then = f"{SHIFTS.href}?unit={form.unit_path}&week={form.starts_at[:10]}"
        return self.planning.desk.act(Browser(cookies), form.csrf, work=work, then=then, again=again)

    @post(PATTERNS, who=leader, html=True, summary="排班：建一个每周的模板")
    def create_pattern(self, actor: Actor, cookies: dict[str, str], form: PatternForm) -> Reply:
        """A pattern, its first two weeks planned at once."""

        def work() -> str:
            pattern = form.pattern()
            self.planning.patterns.create(actor, form.once(actor, "pattern"), pattern)
            return "建好了，往后两周的班排出来了"

        def again(refusal: Problem) -> Reply:
            asked = pattern_form(self.planning.offered(actor, form.unit_path), hidden(), form.days)
            return self.planning.weekly(
                actor, Browser(cookies), form.unit_path, refilled(asked, form.typed(), refusal), refusal
            )

        then = f"{PATTERNS}?unit={form.unit_path}"
        return self.planning.desk.act(Browser(cookies), form.csrf, work=work, then=then, again=again)

    @post(PATTERNS + "/end", who=leader, html=True, summary="排班：停用一个模板")
    def end_pattern(self, actor: Actor, cookies: dict[str, str], form: EndForm) -> Reply:
        """No more shifts of a pattern."""

        def work() -> str:
            self.planning.patterns.end(actor, form.unit_path, form.pattern_id)
            return "停用了，已经排出来的班还在"

        browser = Browser(cookies)
        return self.planning.desk.act(
            browser,
            form.csrf,
            work=work,
            then=f"{PATTERNS}?unit={form.unit_path}",
            again=lambda refusal: self.planning.weekly(actor, browser, form.unit_path, no=refusal),
        )

    @post(SHIFTS.href + "/{shift_id}/cancel", who=leader, html=True, summary="排班：取消一个班")
    def cancel(self, actor: Actor, cookies: dict[str, str], shift_id: str, form: ShiftActForm) -> Reply:
        """A shift cancelled; everybody on it is told."""

        def work() -> str:
            self.planning.shifts.call_off(actor, shift_id, form.reason)
            return "这一班取消了，报了的人都会收到"

        return self._on_shift(actor, cookies, shift_id, "cancel", form, form.typed(), work)

    @post(SHIFTS.href + "/{shift_id}/release", who=leader, html=True, summary="排班：把一个人换下来")
    def release(self, actor: Actor, cookies: dict[str, str], shift_id: str, form: ShiftActForm) -> Reply:
        """A place freed; the first who waits has it."""

        def work() -> str:
            self.acts.signups.release(actor, shift_id, form.person, form.reason)
            return "换下来了，本人会收到理由"

        return self._on_shift(actor, cookies, shift_id, "release", form, form.typed(), work)

    @post(SHIFTS.href + "/{shift_id}/excuse", who=leader, html=True, summary="排班：销一次缺勤")
    def excuse(self, actor: Actor, cookies: dict[str, str], shift_id: str, form: ShiftActForm) -> Reply:
        """A missed place excused."""

        def work() -> str:
            self.planning.patterns.excuse(actor, shift_id, form.person, form.reason)
            return "这一次缺勤销了，扣的积分会还回来"

        return self._on_shift(actor, cookies, shift_id, "excuse", form, form.typed(), work)

    @post(SHIFTS.href + "/{shift_id}/call", who=leader, html=True, summary="排班：点名")
    def call(self, actor: Actor, cookies: dict[str, str], shift_id: str, form: dict[str, str]) -> Reply:
        """Arrival or departure of those ticked, to be confirmed by each."""

        def work() -> str:
            numbers = [name.removeprefix("on_") for name in form if name.startswith("on_")]
            if not numbers:
                raise Invalid("先勾上是谁", faults=[Fault("/way", "一个人也没有勾")])
            way = Way.OUT if form.get("way") == "out" else Way.IN
            told = self.acts.teams.call(actor, shift_id, way, numbers, form.get("reason", ""))
            return "，".join(f"{one.volunteer_number} {_OUTCOMES[one.outcome]}" for one in told)

        sent = ActForm(csrf=form.get("csrf", "")[:64], request_id=form.get("request_id", ""))
        return self._on_shift(actor, cookies, shift_id, "call", sent, form, work)

    def _on_shift(
        self,
        actor: Actor,
        cookies: dict[str, str],
        shift_id: str,
        act: str,
        form: ActForm,
        typed: dict[str, str],
        work: Callable[[], str],
    ) -> Reply:
        """An act on a shift, and back to its page; what is refused stands in its form again."""
        browser = Browser(cookies)

        def again(refusal: Problem) -> Reply:
            shown = act_forms(self.planning.one_shift(actor, shift_id))
            kept = [refilled(one, typed, refusal) for one in shown if one.action.endswith(f"/{act}")]
            return self.planning.one(actor, browser, shift_id, kept, refusal)

        return self.planning.desk.act(browser, form.csrf, work=work, then=f"{SHIFTS.href}/{shift_id}", again=again)


def acting_api(desk: Desk, shifts: Shifts, patterns: Patterns, signups: Signups, teams: Teams) -> Api:
    """What is changed, for the checkin function."""
    acts = Acts(Planning(desk, shifts, patterns), signups, teams)
    return Api.of("console-shifts-acting", ActingRoutes(acts), desk.pages.refusal)
