"""HTTP of 积分办法; served by the function of assessment, which keeps the versions and asks for the trials."""

from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from shouwang.assessment.models import RuleSet
from shouwang.assessment.rules import RULE_MAKERS
from shouwang.assessment.service import Drafting, PreviewAsked
from shouwang.console.acts import ActForm, read_day
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import RULES
from shouwang.console.point_rules.conditions import Offered
from shouwang.console.point_rules.draft import DraftForm, read, typed_over
from shouwang.console.point_rules.sheets import DRAFT, HERE, PREVIEWS, draft_sheet, versions_sheet
from shouwang.console.point_rules.trial import trial_sheet
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.roster.service import Roster

readers, makers = roles(*RULES.roles), roles(*RULE_MAKERS)


class BaseAsk(msgspec.Struct):
    """From which version (`v2`) or trial (a job's id) to go on."""

    base: Annotated[str, Meta(max_length=80)] = ""


class KeepForm(ActForm, kw_only=True):
    """From which day on."""

    from_on: Annotated[str, Meta(max_length=20)] = ""


class RulePages(msgspec.Struct, frozen=True):
    """积分办法."""

    desk: Desk
    drafting: Drafting
    roster: Roster

    @get(HERE, who=readers, html=True, summary="积分办法：每一版怎么算，从哪天到哪天")
    def versions(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """Every version. Cost: 1 request."""
        makes = bool(actor.scopes(*RULE_MAKERS))
        sheet = versions_sheet(
            self.drafting.versions(), local_day(self.drafting.assessment.now()), self._offered().named, makes=makes
        )
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @get(DRAFT, who=makers, html=True, summary="积分办法：改一版新的")
    def draft(self, actor: Actor, cookies: dict[str, str], query: BaseAsk) -> Reply:
        """A version to be changed. Cost: 1 request."""
        name = query.base or f"v{self._newest()}"
        base, seasons = self._base(actor, name), self._seasons()
        sheet = draft_sheet(base, typed_over(base, seasons[0], name), seasons, self._offered())
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @post(f"{HERE}/preview", who=makers, html=True, summary="积分办法：拿一个赛季试算")
    def preview(self, actor: Actor, cookies: dict[str, str], form: DraftForm) -> Reply:
        """Have a draft tried; on to its page, also for a form that was sent before."""
        browser = Browser(cookies)
        base = self._base(actor, form.base)

        def work() -> PreviewAsked:
            return self.drafting.preview(actor, read(form, base), form.season, form.once(actor, "try rules"))

        def then(asked: PreviewAsked) -> Reply:
            return self.desk.pages.see_other(f"{PREVIEWS}/{asked.job_id}")

        def again(no: Problem) -> Reply:
            return self.desk.sheet(
                actor, browser, HERE, draft_sheet(base, form, self._seasons(), self._offered(), no), no
            )

        return self.desk.make(browser, form.csrf, work, PreviewAsked, then, again)

    @get(PREVIEWS + "/{job_id}", who=makers, html=True, summary="积分办法：一次试算，谁会动，为什么")
    def trial(self, actor: Actor, cookies: dict[str, str], job_id: str) -> Reply:
        """A trial of mine. Cost: 2 requests."""
        return self._trial(actor, Browser(cookies), job_id)

    @post(PREVIEWS + "/{job_id}/keep", who=makers, html=True, summary="积分办法：启用试算过的一版")
    def keep(self, actor: Actor, cookies: dict[str, str], job_id: str, form: KeepForm) -> Reply:
        """Put it in force, over the newest version that was seen."""
        browser = Browser(cookies)

        def work() -> str:
            first = read_day(form.from_on, "from_on")
            if first is None:
                raise Invalid(faults=[Fault("/from_on", "写上哪天")])
            draft = replace(self.drafting.tried(actor, job_id).draft, from_on=first)
            kept = self.drafting.keep(actor, draft, job_id, form.once(actor, f"keep {job_id}"), form.version)
            return f"第 {kept.version} 版启用了，从 {first:%Y-%m-%d} 开始"

        def again(no: Problem) -> Reply:
            return self._trial(actor, browser, job_id, form, no)

        return self.desk.act(browser, form.csrf, work, HERE, again)

    def _trial(
        self, actor: Actor, browser: Browser, job_id: str, form: KeepForm | None = None, no: Problem | None = None
    ) -> Reply:
        it, today = self.drafting.tried(actor, job_id), local_day(self.drafting.assessment.now())
        typed = form.typed() if form else {}
        unit_name, named = self.desk.surroundings.unit_name, self._offered().named
        sheet = trial_sheet(it, self._newest(), unit_name, today, named, typed, no)
        return self.desk.sheet(actor, browser, HERE, sheet, no)

    def _base(self, actor: Actor, name: str) -> RuleSet:
        """The rules to go on from. Raises: NotFound."""
        if not name.removeprefix("v").isdecimal():
            return self.drafting.tried(actor, name).draft
        found = (each.rules for each in self.drafting.versions() if f"v{each.rules.version}" == name)
        base = next(found, None)
        if base is None:
            raise NotFound
        return base

    def _offered(self) -> Offered:
        return Offered(self.roster.units(), self.roster.force().duty_types)

    def _newest(self) -> int:
        return max(each.rules.version for each in self.drafting.versions())

    def _seasons(self) -> tuple[str, str]:
        """Last season, which is whole, and this one."""
        year = local_day(self.drafting.assessment.now()).year
        return (str(year - 1), str(year))


def api(desk: Desk, drafting: Drafting, roster: Roster) -> Api:
    """积分办法."""
    return Api.of("console-rules", RulePages(desk, drafting, roster), desk.pages.refusal)
