"""What leaders do: give by hand, take back, give anew."""

from shouwang.honours.models import Given
from shouwang.honours.routes.told import Awards, GiveAsk, OfAsk, ReasonAsk, tell_award
from shouwang.honours.service import Honours
from shouwang.kernel.actor import LEADERS, Actor, Role
from shouwang.platform.once import Once
from shouwang.platform.web import get, post, roles

_LEADERS = roles(*LEADERS)
_REVOKERS = roles(Role.BRIGADE_LEADER, Role.COMMANDER)


class LeaderRoutes:
    """Honours of the own units."""

    def __init__(self, honours: Honours) -> None:
        self.honours = honours

    @get("/v1/honours", who=_LEADERS, summary="一名队员的荣誉")
    def of(self, actor: Actor, query: OfAsk) -> Awards:
        """A volunteer's honours, newest first."""
        page = self.honours.of_number(actor, query.volunteer_number)
        verify_url = self.honours.issuer.verify_url
        return Awards([tell_award(award, verify_url(award.inscription.code)) for award in page.items], page.cursor)

    @post("/v1/honours", who=_LEADERS, status=201, summary="发荣誉证书或表扬")
    def give(self, actor: Actor, once: Once, body: GiveAsk) -> Given:
        """Give a certificate or a commendation."""
        return self.honours.give(actor, body.volunteer_number, body.kind, body.title, body.body, once)

    @post("/v1/honours/{award_id}/revoke", who=_REVOKERS, summary="撤销一份荣誉，写明原因")
    def revoke(self, actor: Actor, award_id: str, body: ReasonAsk) -> None:
        """Take an award back."""
        self.honours.revoke(actor, award_id, body.reason)

    @post("/v1/honours/{award_id}/reissue", who=_REVOKERS, status=201, summary="按现在的姓名、单位换发，旧的作废")
    def reissue(self, actor: Actor, once: Once, award_id: str, body: ReasonAsk) -> Given:
        """Give an award anew."""
        return self.honours.reissue(actor, award_id, body.reason, once)
