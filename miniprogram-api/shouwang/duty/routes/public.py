"""What anybody may read: the hours log and the roots that nobody can rewrite."""

from collections.abc import Sequence
from datetime import date

import msgspec

from shouwang.duty.service import PublicLog
from shouwang.duty.service.public_log import LineView, RootView
from shouwang.kernel.problem import NotFound
from shouwang.platform.web import Api, get, public


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

    @get("/hours-log", who=public, summary="时长公示：每天封存的根")
    def roots(self, query: CursorAsk) -> RootsPage:
        """Sealed days, each chained to the one before and signed."""
        page = self.log.roots(query.cursor)
        return RootsPage(page.items, page.cursor)

    @get("/hours-log/{day}", who=public, summary="时长公示：一天记下的条目，不含个人信息")
    def lines(self, day: str, query: CursorAsk) -> LinesPage:
        """The lines recorded on a day."""
        try:
            asked = date.fromisoformat(day)
        except ValueError as wrong:
            raise NotFound from wrong
        page = self.log.lines(asked, query.cursor)
        return LinesPage(page.items, page.cursor)


def public_api(log: PublicLog) -> Api:
    """Routes of the public hours log."""
    return Api.of("hours_log", PublicRoutes(log))
