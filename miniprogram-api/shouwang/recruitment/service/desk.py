"""Claiming an application and giving it back 领办, so that two people do not work on one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import SHANGHAI
from shouwang.platform.dynamo import commit
from shouwang.recruitment import store
from shouwang.recruitment.models import QUEUED, Claim
from shouwang.recruitment.rules.problems import ClaimedByAnother, NotNow
from shouwang.recruitment.service.again import retried

if TYPE_CHECKING:
    from shouwang.recruitment.service.review import Review

CLAIM_LASTS = timedelta(minutes=30)  # Source: decision 0062


class Desk(msgspec.Struct, frozen=True):
    """领办. Nobody has to claim: who decides without one is stopped only by somebody else's."""

    review: "Review"

    def claim(self, actor: Actor, application_id: str) -> Claim:
        """Claim an application for half an hour; again, for half an hour from now.

        Raises: NoSuchApplication, NotNow, ClaimedByAnother saying who. Cost: 2 requests.
        """
        return retried(lambda: self._claim(actor, application_id))

    def release(self, actor: Actor, application_id: str) -> None:
        """Give a claim back; without one nothing happens. Raises: NoSuchApplication, ClaimedByAnother. Cost: 2 requests."""
        retried(lambda: self._release(actor, application_id))

    def _claim(self, actor: Actor, application_id: str) -> Claim:
        now = self.review.now()
        application = self.review.require(actor, application_id)
        if application.state not in QUEUED:
            raise NotNow("这份报名已经结束，不用领")
        claim = Claim(application_id, actor.person_id, actor.name, now + CLAIM_LASTS)
        with saying_who(application_id, now):
            commit(store.claimed(claim, now), store.claim_shown(application, claim))
        return claim

    def _release(self, actor: Actor, application_id: str) -> None:
        now = self.review.now()
        application = self.review.require(actor, application_id)
        with saying_who(application_id, now):
            commit(store.claim_ended(application_id, actor.person_id, now), store.claim_shown(application, None))


@contextmanager
def saying_who(application_id: str, now: datetime) -> Iterator[None]:
    """Say with a refusal whose claim stands in the way. Cost: 1 request, only then."""
    try:
        yield
    except ClaimedByAnother as refused:
        claim = store.fetch_claim(application_id, now)
        if claim is None:
            raise
        until = claim.until.astimezone(SHANGHAI).strftime("%H:%M")
        who = claim.by_name or "别人"
        told = f"{who}正在办这一份，到 {until} 为止"
        raise ClaimedByAnother(told, claimed_by=who, claimed_until=claim.until) from refused
