"""HTTP of 健康, of the function that keeps the token of WeChat."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.health.sheet import HERE, Read, health_sheet
from shouwang.duty.service import PublicLog
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Problem
from shouwang.platform import jobs, outbox_state
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.platform.wechat import LIMITED_A_DAY, Quota, WeChat

watchers = roles(Role.ADMINISTRATOR, Role.COMMANDER)
TokenUntil = Callable[[], datetime | None]
"""When the token of WeChat ends; None where there is none. Cost: 1 request."""


class HealthAsk(msgspec.Struct):
    """Whether WeChat is asked, too."""

    wechat: Literal["", "yes"] = ""


class RetryForm(ActForm, kw_only=True):
    """Which dead letter."""

    event_id: Annotated[str, Meta(min_length=1, max_length=400)]


class HealthRoutes:
    """The one page, and sending a dead letter again."""

    def __init__(self, desk: Desk, log: PublicLog, token_until: TokenUntil, new_id: NewId, wechat: WeChat) -> None:
        self.desk = desk
        self.log = log
        self.token_until = token_until
        self.new_id = new_id
        self.wechat = wechat

    @get(HERE, who=watchers, html=True, summary="健康：要做的事、死信、后台工作、每夜的活、微信")
    def health(self, actor: Actor, cookies: dict[str, str], query: HealthAsk) -> Reply:
        """How the machinery stands. Cost: 10 requests; 4 calls to WeChat where it is asked."""
        return self._draw(actor, Browser(cookies), asks=query.wechat == "yes")

    @post(HERE + "/retry", who=roles(Role.ADMINISTRATOR), html=True, summary="健康：重投一封死信")
    def retry(self, actor: Actor, cookies: dict[str, str], form: RetryForm) -> Reply:
        """Send a dead letter again. Cost: 1 request."""
        browser = Browser(cookies)

        def work() -> str:
            outbox_state.send_again(actor, form.event_id, self.log.now(), self.new_id())
            return "重投了，几分钟里会再试"

        return self.desk.act(browser, form.csrf, work, HERE, lambda no: self._draw(actor, browser, no))

    def _quotas(self) -> Sequence[Quota] | Problem:
        try:
            return [self.wechat.quota(call) for call in LIMITED_A_DAY]
        except Problem as no:
            return no

    def _draw(self, actor: Actor, browser: Browser, refusal: Problem | None = None, *, asks: bool = False) -> Reply:
        now = self.log.now()
        read = Read(
            backlog=outbox_state.backlog(),
            dead=outbox_state.dead_letters(),
            waiting=jobs.waiting(),
            failed=jobs.failed(),
            night=jobs.fetch(f"nightly#{local_day(now) - timedelta(days=1)}"),
            sealed=next(iter(self.log.roots(None, 1).items), None),
            token_until=self.token_until(),
            now=now,
            quotas=self._quotas() if asks else None,
        )
        sheet = health_sheet(read, may_retry=Role.ADMINISTRATOR in actor.roles)
        return self.desk.sheet(actor, browser, HERE, sheet, refusal)


def api(desk: Desk, log: PublicLog, token_until: TokenUntil, new_id: NewId, wechat: WeChat) -> Api:
    """健康."""
    return Api.of("console-health", HealthRoutes(desk, log, token_until, new_id, wechat), desk.pages.refusal)
