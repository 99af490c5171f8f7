"""HTTP of what waits for a leader: the queues, which the console function reads."""

from shouwang.console.browser import Browser
from shouwang.console.cases.matters import CHECK_INS, CORRECTIONS, REPORTS, SWAPS
from shouwang.console.cases.reading import Cases, PlaceAsk
from shouwang.console.desk import Desk
from shouwang.duty.service import Reviews
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.platform.web import Api, Reply, get, roles

leader = roles(*LEADERS)


class QueueRoutes:
    """One queue a matter, the longest waiting first."""

    def __init__(self, cases: Cases) -> None:
        self.cases = cases

    @get(CHECK_INS.href, who=leader, html=True, summary="打卡与补卡：机器判不了的打卡")
    def check_ins(self, actor: Actor, cookies: dict[str, str], query: PlaceAsk) -> Reply:
        """Check-ins that the machine would not decide."""
        return self.cases.queue(actor, Browser(cookies), CHECK_INS, query)

    @get(CORRECTIONS.href, who=leader, html=True, summary="打卡与补卡：等着核的补卡")
    def corrections(self, actor: Actor, cookies: dict[str, str], query: PlaceAsk) -> Reply:
        """Corrections without a decision."""
        return self.cases.queue(actor, Browser(cookies), CORRECTIONS, query)

    @get(SWAPS.href, who=leader, html=True, summary="打卡与补卡：等着点头的换班")
    def swaps(self, actor: Actor, cookies: dict[str, str], query: PlaceAsk) -> Reply:
        """Swaps that both sides agreed to."""
        return self.cases.queue(actor, Browser(cookies), SWAPS, query)

    @get(REPORTS.href, who=leader, html=True, summary="打卡与补卡：等着评的任务回报")
    def reports(self, actor: Actor, cookies: dict[str, str], query: PlaceAsk) -> Reply:
        """Reports without a mark."""
        return self.cases.queue(actor, Browser(cookies), REPORTS, query)


def api(desk: Desk, reviews: Reviews) -> Api:
    """Queues, for the console function."""
    return Api.of("console-cases", QueueRoutes(Cases(desk, reviews)), desk.pages.refusal)
