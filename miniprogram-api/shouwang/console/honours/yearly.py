"""HTTP of 年度评选: the desk of a year, and each step of it over the revision that was seen; jurors vote on their phones."""

from collections.abc import Callable

import msgspec

from shouwang.console.acts import ActForm
from shouwang.console.blocks import Form, refilled
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.honours.giving import named
from shouwang.console.honours.words import HERE, YEARLY
from shouwang.console.honours.yearly_asks import GiveForm, OpenForm, StepForm, YearAsk, number, of, split
from shouwang.console.honours.yearly_sheet import Around, desk_sheet, no_desk_sheet
from shouwang.honours.models.yearly import DeskState
from shouwang.honours.rules import LISTERS
from shouwang.honours.rules.yearly import JURY, PUBLICITY_DAYS, RULERS
from shouwang.honours.service import DeskSeen, Yearly
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.platform.once import Sent
from shouwang.platform.web import Api, Reply, get, post, roles

readers, rulers, keepers = roles(*LISTERS), roles(*RULERS), roles(Role.COMMANDER)
_SUGGESTED = 10


class YearlyPages(msgspec.Struct, frozen=True):
    """年度评选."""

    desk: Desk
    yearly: Yearly

    @get(YEARLY, who=readers, html=True, summary="年度评选：一年的，走到哪里，谁是候选，下一步")
    def of_year(self, actor: Actor, cookies: dict[str, str], query: YearAsk) -> Reply:
        """The desk of a year. Cost: 2 requests, 1 more for objections, 1 for the ranking."""
        year = int(query.year) if query.year else local_day(self.yearly.honours.now()).year
        return self._page(actor, Browser(cookies), year)

    @post(YEARLY + "/{year}/open", who=keepers, html=True, summary="年度评选：开一年的")
    def open(self, actor: Actor, cookies: dict[str, str], year: str, form: OpenForm) -> Reply:
        """Open a desk, once a year."""

        def work() -> str:
            places = (number("volunteers", form.volunteers, 0, 50), number("squadrons", form.squadrons, 0, 50))
            title, jury = form.title.strip(), split(form.jury)
            if not 2 <= len(title) <= 20:
                raise Invalid(faults=[Fault("/title", "2 到 20 个字")])
            if not JURY[0] <= len(jury) <= JURY[1]:
                raise Invalid(faults=[Fault("/jury", f"评委 {JURY[0]} 到 {JURY[1]} 人")])
            with named("jury", "有编号不存在"):
                self.yearly.open(actor, of(year), title, places, jury)
            return f"{year} 年的评选开了"

        return self._act(actor, cookies, year, "open", form, work)

    @post(YEARLY + "/{year}/nominate", who=keepers, html=True, summary="年度评选：提名")
    def nominate(self, actor: Actor, cookies: dict[str, str], year: str, form: StepForm) -> Reply:
        """One more candidate."""

        def work() -> str:
            who, why = form.candidate_id.strip(), form.reason()
            with named("candidate_id", "没有这个编号或中队"):
                self.yearly.nominate(actor, of(year), who, why, self._sent(actor, year, "nominate", form))
            return f"提名了 {who}"

        return self._act(actor, cookies, year, "nominate", form, work)

    @post(YEARLY + "/{year}/publish", who=keepers, html=True, summary="年度评选：公示候选")
    def publish(self, actor: Actor, cookies: dict[str, str], year: str, form: StepForm) -> Reply:
        """Begin the publicity."""

        def work() -> str:
            days = number("days", form.days, *PUBLICITY_DAYS)
            self.yearly.publish(actor, of(year), days, self._sent(actor, year, "publish", form))
            return f"公示 {days} 天"

        return self._act(actor, cookies, year, "publish", form, work)

    @post(YEARLY + "/{year}/objections/{objection_id}", who=rulers, html=True, summary="年度评选：裁定一件异议")
    def rule(self, actor: Actor, cookies: dict[str, str], year: str, objection_id: str, form: StepForm) -> Reply:
        """Rule an objection."""

        def work() -> str:
            if form.upheld not in {"true", "false"}:
                raise Invalid(faults=[Fault("/upheld", "选一样")])
            sent, upheld = self._sent(actor, year, f"rule {objection_id}", form), form.upheld == "true"
            self.yearly.rule(actor, of(year), objection_id, upheld=upheld, why=form.reason(), sent=sent)
            return "裁定成立，这名候选出局" if upheld else "裁定不成立"

        return self._act(actor, cookies, year, objection_id, form, work)

    @post(YEARLY + "/{year}/vote", who=keepers, html=True, summary="年度评选：请评委投票")
    def vote(self, actor: Actor, cookies: dict[str, str], year: str, form: StepForm) -> Reply:
        """Open the vote."""

        def work() -> str:
            self.yearly.open_vote(actor, of(year), self._sent(actor, year, "vote", form))
            return "开始投票，评委在手机上封票"

        return self._act(actor, cookies, year, "vote", form, work)

    @post(YEARLY + "/{year}/close", who=keepers, html=True, summary="年度评选：投票截止")
    def close(self, actor: Actor, cookies: dict[str, str], year: str, form: StepForm) -> Reply:
        """Close the vote."""

        def work() -> str:
            self.yearly.close_vote(actor, of(year), self._sent(actor, year, "close", form))
            return "投票截止，评委打开自己的票"

        return self._act(actor, cookies, year, "close", form, work)

    @post(YEARLY + "/{year}/decide", who=keepers, html=True, summary="年度评选：定结果")
    def decide(self, actor: Actor, cookies: dict[str, str], year: str, form: StepForm) -> Reply:
        """Make the result."""

        def work() -> str:
            sent = self._sent(actor, year, "decide", form)
            self.yearly.decide(actor, of(year), form.reason(), split(form.chosen), sent)
            return "结果定了"

        return self._act(actor, cookies, year, "decide", form, work)

    @post(YEARLY + "/{year}/give", who=keepers, html=True, summary="年度评选：给当选的发证书")
    def give(self, actor: Actor, cookies: dict[str, str], year: str, form: GiveForm) -> Reply:
        """Give a winner the award, once."""

        def work() -> str:
            once = form.once(actor, f"yearly {year} give")
            given = self.yearly.give(actor, of(year), form.candidate_id, form.words(), once)
            return f"发了，编号 {given.serial}"

        return self._act(actor, cookies, year, "give", form, work)

    def _sent(self, actor: Actor, year: str, act: str, form: ActForm) -> Sent:
        return form.sent(actor, f"yearly {year} {act}")

    def _act(
        self, actor: Actor, cookies: dict[str, str], year: str, name: str, form: ActForm, work: Callable[[], str]
    ) -> Reply:
        browser = Browser(cookies)

        def again(no: Problem) -> Reply:
            return self._page(actor, browser, of(year), name, form, no)

        return self.desk.act(browser, form.csrf, work, f"{YEARLY}?year={of(year)}", again)

    def _page(
        self,
        actor: Actor,
        browser: Browser,
        year: int,
        name: str = "",
        form: ActForm | None = None,
        no: Problem | None = None,
    ) -> Reply:
        def filled(of_form: str, asked: Form) -> Form:
            return refilled(asked, form.typed(), no) if form and of_form == name else asked

        now = self.yearly.honours.now()
        around = Around(actor, year, self.desk.surroundings.unit_name, now, filled)
        try:
            seen = self.yearly.seen(actor, year)
        except NotFound:
            return self.desk.sheet(actor, browser, HERE, no_desk_sheet(around), no)
        rules = bool(actor.scopes(*RULERS)) and seen.desk.state is not DeskState.SHORTLIST
        objections = self.yearly.objections(year, None).items if rules else []
        sheet = desk_sheet(around, seen, objections, self._suggested(around, seen))
        return self.desk.sheet(actor, browser, HERE, sheet, no)

    def _suggested(self, around: Around, seen: DeskSeen) -> list[tuple[str, str]]:
        """The head of the year's ranking in words, each with what is written to nominate it."""
        if not around.keeps or seen.desk.state is not DeskState.SHORTLIST:
            return []
        try:
            head = self.yearly.record.suggested(around.actor, around.year)
        except NotFound:
            return []
        people = [(f"{it.place}. {it.name}，{it.points:,} 分", it.number) for it in head.places[:_SUGGESTED]]
        units = [(f"{it.place}. {around.unit_name(it.unit_path)}", it.unit_path) for it in head.units[:_SUGGESTED]]
        return people + units


def api(desk: Desk, yearly: Yearly) -> Api:
    """年度评选."""
    return Api.of("console-yearly", YearlyPages(desk, yearly), desk.pages.refusal)
