"""The volunteer card 义警证: its picture, the code on the phone for a minute, and what it tells whoever scans it."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from shouwang.honours import rendering, rules, store
from shouwang.honours.models import Card, CardOwner, CardSeen, Holder
from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.issuing import until_settled
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.ids import read_code, verification_code
from shouwang.kernel.problem import NotFound
from shouwang.platform import throttle
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import commit


class CardCode(msgspec.Struct, frozen=True):
    """A code for the phone's screen. Shapes: `text` is 132 Crockford characters, `url` holds it; `squares` are the rows of
    its QR code without quiet zone, a `1` for each dark square, so that a phone draws it without a library."""

    text: str
    url: str
    made_at: datetime
    expires_at: datetime
    card_valid_until: datetime
    unit_name: str
    squares: tuple[str, ...]


class Cards(msgspec.Struct, frozen=True):
    """义警证."""

    honours: Honours
    blobs: Blobs

    def keep_photo(self, actor: Actor, photo: bytes) -> None:
        """The face on the card: our own small re-encoding, nothing of the file's own. Raises: NotAVolunteer, NotAPhoto."""
        self._holder(actor)
        try:
            small = rendering.portrait(photo)
        except ValueError as bad:
            raise rules.NotAPhoto from bad
        self.blobs.put(rules.photo_key(actor.person_id), small, "image/jpeg")

    def photo(self, actor: Actor) -> bytes:
        """One's own face as it stands on the card. Raises: PhotoMissing. Cost: 1 blob."""
        photo = self.blobs.get(rules.photo_key(actor.person_id))
        if photo is None:
            raise rules.PhotoMissing
        return photo

    def picture(self, actor: Actor) -> bytes:
        """The card to save or print; its code can be checked without network.

        Raises: NotAVolunteer, PhotoMissing, UndrawableName, WordsDoNotFit. Cost: 3 requests, 1 more for a new card.
        """
        holder = self._holder(actor)
        photo = self.blobs.get(rules.photo_key(actor.person_id))
        if photo is None:
            raise rules.PhotoMissing
        card = self._card(holder)
        issuer = self.honours.issuer
        words = rendering.CardText(
            holder=holder.name,
            number=holder.volunteer_number,
            unit=holder.unit_name,
            issuer=issuer.force_name,
            valid_until=card.valid_until,
            code_url=issuer.verify_url(issuer.card(card.code, card.valid_until)),
        )
        return rendering.render_card(words, photo)

    def code(self, actor: Actor) -> CardCode:
        """A code for the screen, for a minute: a photographed one is soon worth nothing. Raises: NotAVolunteer.

        Cost: 3 requests, 1 more for a new card.
        """
        holder = self._holder(actor)
        card = self._card(holder)
        issuer = self.honours.issuer
        now = self.honours.now()
        until = now.replace(microsecond=0) + rules.CARD_CODE_LIVES
        text = issuer.moment(card.code, until)
        last = rules.day_end(card.valid_until)
        url = issuer.verify_url(text)
        squares = tuple("".join(map(str, row)) for row in rendering.squares(url))
        return CardCode(text, url, now, until, last, holder.unit_name, squares)

    def renew(self, actor: Actor) -> Card:
        """A new card; the old one, lost or photographed, counts no more. Raises: NotAVolunteer. Cost: 4 requests."""
        holder = self._holder(actor)
        return until_settled(lambda: self._new(holder, store.fetch_card(holder.person_id)))

    def check(self, text: str, address: str) -> CardSeen:
        """What a scanned card is worth. Raises: CheckedTooOften, Credential... for what is none. Cost: at most 6 requests."""
        now = self.honours.now()
        throttle.require("verify", address, rules.CHECKS_A_MINUTE, now, rules.CheckedTooOften)
        code, shown_until = self._signed(text, now)
        card, holder = self._behind(code)
        return rules.seen(card, code, holder, self.honours.issuer.force_name, shown_until, now, local_day(now))

    def owner(self, leader: Actor, text: str) -> CardOwner:
        """Whose card a leader has scanned, within the own units; the leader's word stays what is recorded.

        Raises: CheckedTooOften, NotFound, CardReplaced, Credential... for what is none. Cost: at most 6 requests.
        """
        now = self.honours.now()
        throttle.require("card-owner", leader.person_id, rules.CHECKS_A_MINUTE, now, rules.CheckedTooOften)
        code, shown_until = self._signed(text, now)
        card, holder = self._behind(code)
        if card is None or holder is None or not leader.covers(holder.unit_path, *LEADERS):
            raise NotFound
        rules.require_in_force(card, code, local_day(now))
        return CardOwner(holder.volunteer_number, holder.name, holder.unit_name, shown_until is not None)

    def _signed(self, text: str, now: datetime) -> tuple[str, datetime | None]:
        """The card's code out of a string whose signature and time hold, and the end of the minute of a screen's."""
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        text, keys = read_code(text[:200]), self.honours.issuer.public_keys()
        if len(text) == credential.MOMENT_LENGTH:
            claim = credential.check_moment(text, keys, now)
            return claim.code, claim.valid_until
        return credential.check_card(text, keys, local_day(now)).code, None

    def _behind(self, code: str) -> tuple[Card | None, Holder | None]:
        """The card of whoever once got this code, and the person while in the force. Cost: at most 4 requests."""
        person_id = store.person_of_card(code)
        if not person_id:
            return None, None
        return store.fetch_card(person_id), self.honours.holders.on_duty_roll(person_id)

    def _holder(self, actor: Actor) -> Holder:
        holder = self.honours.holders.on_duty_roll(actor.person_id)
        if holder is None:
            raise rules.NotAVolunteer
        return holder

    def _card(self, holder: Holder) -> Card:
        """The card in force, a new one where there is none."""
        today = local_day(self.honours.now())

        def attempt() -> Card:
            card = store.fetch_card(holder.person_id)
            return card if card and today <= card.valid_until else self._new(holder, card)

        return until_settled(attempt)

    def _new(self, holder: Holder, before: Card | None) -> Card:
        entropy: Callable[[int], bytes] = self.honours.entropy
        today = local_day(self.honours.now())
        card = rules.new_card(holder.person_id, verification_code(entropy(10)), today)
        self.honours.issuer.remember_key()
        commit(store.kept_card(card, before))
        return card
