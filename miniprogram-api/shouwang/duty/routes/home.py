"""今日: the first page in one request."""

from shouwang.duty.service.today import Home, Today
from shouwang.kernel.actor import Actor, Role
from shouwang.platform.web import Api, get, roles


class HomeRoutes:
    """今日."""

    def __init__(self, home: Home) -> None:
        self.home = home

    @get(
        "/v1/me/today", who=roles(Role.VOLUNTEER), summary="今日：班次、执勤、本月时长、下一枚勋章、等着的事、打卡凭据"
    )
    def today(self, actor: Actor) -> Today:
        """Home in one request, at most 4 KB."""
        return self.home.today(actor)


def home_api(home: Home) -> Api:
    """Routes of the first page."""
    return Api.of("duty_home", HomeRoutes(home))
