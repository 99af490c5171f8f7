"""What anybody may read: the hours log and the roots that nobody can rewrite; as pages, as files, and for software."""

from collections.abc import Sequence
from datetime import date

import msgspec

from shouwang.duty.routes.pages import Pages
from shouwang.duty.service import PublicLog
from shouwang.duty.service.public_log import LineView, RootView
from shouwang.kernel.problem import NotFound
from shouwang.platform.web import Api, Reply, get, public


class CursorAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class LinesPage(msgspec.Struct):
    """Lines recorded on a day, in the order of their ids."""

    items: Sequence[LineView]
    cursor: str | None


class RootsPage(msgspec.Struct):
    """Sealed days, the newest first."""

    items: Sequence[RootView]
    cursor: str | None


class PublicRoutes:
    """时长公示."""

    def __init__(self, log: PublicLog) -> None:
        self.log = log
        self.pages = Pages(log)

    @get("/hours-log", who=public, html=True, summary="时长公示页：每天封存的根")
    def roots_page(self, query: CursorAsk) -> Reply:
        """Sealed days, for people."""
        return self.pages.roots(query.cursor)

    @get("/hours-log/verify.py", who=public, summary="验时长的小程序，拿去自己的电脑上跑")
    def tool(self) -> Reply:
        """The tool with which a stranger checks roots and proofs."""
        return self.pages.tool()

    @get("/hours-log/page.css", who=public, summary="时长公示页的样式")
    def style(self) -> Reply:
        """The pages' style sheet."""
        return self.pages.style()

    @get("/hours-log/{day}", who=public, html=True, summary="时长公示页：一天记下的条目，不含个人信息")
    def day_page(self, day: str, query: CursorAsk) -> Reply:
        """A day, for people."""
        return self.pages.day(_day(day), query.cursor)

    @get("/hours-log/{day}/root.json", who=public, summary="一天的根和签名，下载下来留着")
    def root_file(self, day: str) -> Reply:
        """A day's signed root, as it is locked away."""
        return self.pages.root_file(_day(day))

    @get("/hours-log/{day}/lines.jsonl", who=public, summary="一天的全部条目，一行一条")
    def lines_file(self, day: str, query: CursorAsk) -> Reply:
        """A day's lines, a thousand at a time; the header `Link` says where to go on."""
        return self.pages.lines_file(_day(day), query.cursor)

    @get("/v1/hours-log", who=public, summary="时长公示：每天封存的根")
    def roots(self, query: CursorAsk) -> RootsPage:
        """Sealed days, each chained to the one before and signed."""
        page = self.log.roots(query.cursor)
        return RootsPage(page.items, page.cursor)

    @get("/v1/hours-log/{day}", who=public, summary="时长公示：一天记下的条目，不含个人信息")
    def lines(self, day: str, query: CursorAsk) -> LinesPage:
        """The lines recorded on a day."""
        page = self.log.lines(_day(day), query.cursor)
        return LinesPage(page.items, page.cursor)


def public_api(log: PublicLog) -> Api:
    """Routes of the public hours log."""
    return Api.of("hours_log", PublicRoutes(log))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise NotFound from wrong
