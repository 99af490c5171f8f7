"""The volunteer card 义警证 on the phone."""

from shouwang.honours.models import CardOwner
from shouwang.honours.routes.told_cards import CardCodeTold, CardTold, tell_card_code, tell_own_card
from shouwang.honours.rules import PHOTO_MOST_BYTES
from shouwang.honours.service import Cards
from shouwang.kernel.actor import LEADERS, Actor, Role
from shouwang.platform.web import Api, Reply, Upload, get, post, put, roles

_VOLUNTEERS = roles(Role.VOLUNTEER)


class CardRoutes:
    """One's own card."""

    def __init__(self, cards: Cards) -> None:
        self.cards = cards

    @get("/v1/me/card-code", who=_VOLUNTEERS, summary="义警证上的动态码，一分钟有效")
    def code(self, actor: Actor) -> CardCodeTold:
        """A code for the phone's screen."""
        return tell_card_code(self.cards.code(actor))

    @get("/v1/me/card.jpg", who=_VOLUNTEERS, summary="义警证的图；上面的码没有网络也能验")
    def picture(self, actor: Actor) -> Reply:
        """The card."""
        headers = {"Content-Disposition": 'inline; filename="card.jpg"', "Cache-Control": "private, max-age=300"}
        return Reply(self.cards.picture(actor), "image/jpeg", headers=headers, resumable=True)

    @get("/v1/me/card/photo", who=_VOLUNTEERS, summary="我在义警证上的照片")
    def face(self, actor: Actor) -> Reply:
        """The face on one's own card."""
        return Reply(self.cards.photo(actor), "image/jpeg", headers={"Cache-Control": "private, no-store"})

    @put("/v1/me/card/photo", who=_VOLUNTEERS, most_bytes=PHOTO_MOST_BYTES, summary="义警证上的照片")
    def photo(self, actor: Actor, upload: Upload) -> None:
        """The face on the card."""
        self.cards.keep_photo(actor, upload.content)

    @post("/v1/me/card/renew", who=_VOLUNTEERS, summary="换新证：丢了、被人拍了，旧的作废")
    def renew(self, actor: Actor) -> CardTold:
        """A new card."""
        return tell_own_card(self.cards.renew(actor))

    @get("/v1/verify-card/{text}/volunteer", who=roles(*LEADERS), summary="扫队员的义警证：是本队的谁")
    def owner(self, actor: Actor, text: str) -> CardOwner:
        """Whose card a leader has scanned."""
        return self.cards.owner(actor, text)


def cards_api(cards: Cards) -> Api:
    """Routes of a volunteer's card."""
    return Api.of("honours", CardRoutes(cards))
