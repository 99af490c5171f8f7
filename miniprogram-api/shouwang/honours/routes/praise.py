"""Praise 点赞: given by volunteers, and who praises whom, for staff."""

from shouwang.honours.routes.asks import CirclesAsk, PraiseAsk
from shouwang.honours.routes.told import Circles, PraiseTold, tell_circle, tell_praise
from shouwang.honours.rules import CIRCLE_READERS
from shouwang.honours.service import Praising
from shouwang.kernel.actor import Actor, Role
from shouwang.platform.once import Once
from shouwang.platform.web import Api, get, post, roles


class PraiseRoutes:
    """Praise between volunteers."""

    def __init__(self, praising: Praising) -> None:
        self.praising = praising

    @post("/v1/praise", who=roles(Role.VOLUNTEER), status=201, summary="给队友点赞")
    def praise(self, actor: Actor, once: Once, body: PraiseAsk) -> PraiseTold:
        """Praise another volunteer."""
        return tell_praise(self.praising.praise(actor, body.volunteer_number, body.words, once))

    @get("/v1/praise-circles", who=roles(*CIRCLE_READERS), summary="一个中队谁给谁点赞、几次，互赞的标出来")
    def circles(self, actor: Actor, query: CirclesAsk) -> Circles:
        """Who praises whom in a squadron."""
        return Circles([tell_circle(seen) for seen in self.praising.circles(actor, query.unit, query.quarter)])


def praise_api(praising: Praising) -> Api:
    """Routes of praise."""
    return Api.of("honours", PraiseRoutes(praising))
