"""Praise between volunteers: a few a day, never for oneself, from a named person in fixed words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from shouwang.honours import rules, store
from shouwang.honours.models import Praise
from shouwang.honours.service.people import Holders
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.platform.dynamo import commit
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit


@dataclass(frozen=True, slots=True)
class Praising:
    """点赞."""

    holders: Holders
    now: Clock

    def praise(self, actor: Actor, number: str, words: str, once: Once) -> Praise:
        """Praise another volunteer.

        Raises: Invalid, the roster's refusal, NotForYourself, PraisedToday, PraisesSpent. Cost: 2 requests.
        """
        rules.require_praise_words(words)
        holder = self.holders.by_number(number)
        rules.require_other(actor, holder)
        now = self.now()
        day = local_day(now)
        praise = Praise(
            holder.person_id, f"{day.isoformat()}#{actor.person_id}", actor.person_id, actor.name, words, now
        )
        told = emit(
            "notices.tell",
            {
                "person_id": holder.person_id,
                "topic": "praise",
                "title": f"{actor.name}给你点了赞",
                "body": words,
                "link": "pages/honours/index",
                "template": "",
                "fields": {},
            },
            at=now,
            source=f"praise#{holder.person_id}#{praise.praise_id}",
        )
        commit(store.new_praise(praise, day, now + timedelta(days=2)), told, once.record(praise, at=now, status=201))
        return praise

    def of(self, person_id: str) -> Sequence[Praise]:
        """The newest praises a person got. Cost: 1 request."""
        return store.praises_of(person_id)
