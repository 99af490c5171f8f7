"""What honours shows to others in people's own words and pictures: found for a complaint, taken down when one is upheld."""

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Award, AwardKind, AwardState
from shouwang.honours.service.people import Holders
from shouwang.kernel.problem import NotFound
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Writes, commit

CITATION, CARD_PHOTO = "citation", "card-photo"


class OnShow(msgspec.Struct, frozen=True):
    """A piece that others see. `parties`: whom it concerns."""

    author_id: str
    shown: str
    parties: tuple[str, ...]


class Publications(msgspec.Struct, frozen=True):
    """公开的内容: words on the citation wall (by award), the face on a card (by volunteer number)."""

    holders: Holders
    blobs: Blobs

    def piece(self, kind: str, piece_id: str) -> OnShow | None:
        """A piece that is shown now. Cost: 1 request."""
        if kind == CARD_PHOTO:
            person_id = self._on_card(piece_id)
            return OnShow(person_id, "", (person_id,)) if person_id else None
        award = _cited(piece_id) if kind == CITATION else None
        if award is None:
            return None
        words = f"{award.inscription.title}\n{award.inscription.body}"
        return OnShow(award.awarded_by, words, (award.awarded_by, award.person_id))

    def picture(self, kind: str, piece_id: str) -> bytes | None:
        """The picture of a piece. Cost: 1 request and 1 file read."""
        person_id = self._on_card(piece_id) if kind == CARD_PHOTO else None
        return self.blobs.get(rules.photo_key(person_id)) if person_id else None

    def take_down(self, kind: str, piece_id: str, done: Writes) -> None:
        """Nobody sees it any more, together with the event's done-mark; again changes nothing.

        A commendation leaves the walls; the award itself stays its holder's, who wrote nothing. Cost: 2 requests.
        """
        award = _cited(piece_id) if kind == CITATION else None
        person_id = self._on_card(piece_id) if kind == CARD_PHOTO else None
        if person_id:
            self.blobs.delete(rules.photo_key(person_id))
        commit(store.uncited(award) if award else Writes(), done)

    def _on_card(self, number: str) -> str | None:
        """Whose photo the card of a number shows."""
        try:
            return self.holders.by_number(number).person_id
        except NotFound:
            return None


def _cited(award_id: str) -> Award | None:
    award = store.fetch_award(award_id)
    holds = award is not None and award.kind is AwardKind.COMMENDATION and award.state is AwardState.ISSUED
    return award if holds else None
