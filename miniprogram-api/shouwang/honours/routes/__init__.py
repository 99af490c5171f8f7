"""HTTP of honours: one's own, leaders' acts, and the checks of strangers."""

from shouwang.honours.routes.cards import CardRoutes
from shouwang.honours.routes.commendations import commendations_api
from shouwang.honours.routes.leaders import LeaderRoutes
from shouwang.honours.routes.medals import medals_api
from shouwang.honours.routes.own import OwnRoutes
from shouwang.honours.routes.page import Pages
from shouwang.honours.routes.praise import PraiseRoutes
from shouwang.honours.routes.stars import stars_api
from shouwang.honours.routes.strangers import StrangerRoutes
from shouwang.honours.routes.yearly import yearly_api
from shouwang.honours.service import Cards, Ceremonies, Evidence, Honours, Papers, Pictures, Praising, TaskDesk, Uploads
from shouwang.platform.web import Api

__all__ = ["api", "commendations_api", "medals_api", "stars_api", "yearly_api"]


def api(
    honours: Honours,
    pictures: Pictures,
    papers: Papers,
    praising: Praising,
    desk: TaskDesk,
    cards: Cards,
    uploads: Uploads,
    evidence: Evidence,
    ceremonies: Ceremonies,
) -> Api:
    """Routes of honours."""
    pages = Pages(honours.issuer.public_url, honours.now)
    parts = (
        OwnRoutes(honours, pictures, papers, praising),
        PraiseRoutes(praising),
        CardRoutes(cards),
        LeaderRoutes(honours, desk, ceremonies),
        StrangerRoutes(uploads, evidence, cards, pictures, pages),
    )
    routes = tuple(route for part in parts for route in Api.of("honours", part).routes)
    return Api("honours", routes, pages.problem)
