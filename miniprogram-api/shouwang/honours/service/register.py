"""The register of awards 荣誉台账: what was given, looked through by those who lead the units, and by the auditor."""

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Award, AwardKind, AwardState
from shouwang.honours.models.stars import Star
from shouwang.honours.rules.stars import STARS
from shouwang.honours.service.awarding import Honours
from shouwang.honours.service.issuer import BY_RULE
from shouwang.honours.store.stars import fetch_star, star_id
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Page


class Wanted(msgspec.Struct, frozen=True):
    """Which awards: without a kind or a state, all of them."""

    kind: AwardKind | None = None
    state: AwardState | None = None


class AwardSeen(msgspec.Struct, frozen=True):
    """An award with what it rests on: the star that gave it, where one did, and who gave it, where it was a volunteer."""

    award: Award
    standing: AwardState
    star: Star | None
    given_by: str
    verify_url: str


class Register(msgspec.Struct, frozen=True):
    """荣誉台账."""

    honours: Honours

    def of_month(
        self, actor: Actor, month: str, unit_path: str, wanted: Wanted, cursor: str | None = None
    ) -> Page[Award]:
        """What a unit and all below it were given in a month (`2026-11`), by unit and then by time.

        A page may be short and yet have a cursor. Raises: NotFound. Cost: 1 request.
        """
        if not actor.covers(unit_path, *rules.LISTERS):
            raise NotFound
        return store.awards_of_month(month, unit_path, lambda award: self._is(award, wanted), cursor)

    def of_number(self, actor: Actor, number: str, wanted: Wanted, cursor: str | None = None) -> Page[Award]:
        """A volunteer's honours, newest first; those of other units, too. Raises: the roster's refusal, NotFound. Cost: 2."""
        holder = self.honours.holders.by_number(number)
        if not actor.covers(holder.unit_path, *rules.LISTERS):
            raise NotFound
        page = store.awards_of(holder.person_id, cursor)
        return Page([award for award in page.items if self._is(award, wanted)], page.cursor)

    def of_code(self, actor: Actor, typed: str) -> Award:
        """The award behind a verification code. Raises: NoSuchHonour, NotFound. Cost: 2 requests."""
        award_id = store.award_id_of_code(rules.code_to_look_up(typed))
        return rules.require_lister(actor, store.fetch_award(award_id) if award_id else None)

    def one(self, actor: Actor, award_id: str) -> AwardSeen:
        """An award and its ground. Raises: NotFound. Cost: 1 request; 1 more for a star, 2 for who gave it by hand."""
        award = rules.require_lister(actor, store.fetch_award(award_id))
        star = fetch_star(star_id(award.person_id, award.medal)) if award.medal in STARS and award.medal else None
        giver = self.honours.holders.by_person(award.awarded_by) if award.awarded_by != BY_RULE else None
        return AwardSeen(
            award,
            rules.standing(award, local_day(self.honours.now())),
            star,
            giver.name if giver else "",
            self.honours.issuer.verify_url(award.inscription.code),
        )

    def _is(self, award: Award, wanted: Wanted) -> bool:
        standing = rules.standing(award, local_day(self.honours.now()))
        return wanted.kind in (None, award.kind) and wanted.state in (None, standing)
