"""Checks by strangers: a code, and what it stands for; the published keys and status lists."""

from dataclasses import dataclass

from shouwang.honours import rules, store
from shouwang.honours.models import Verified
from shouwang.honours.service.issuer import Issuer
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import NotFound
from shouwang.platform import throttle


@dataclass(frozen=True, slots=True)
class Verification:
    """验真. Unknown and malformed codes take the same way and cost the same."""

    issuer: Issuer
    now: Clock

    def check(self, typed: str, address: str) -> Verified:
        """What a code stands for. Raises: CheckedTooOften, NoSuchHonour. Cost: 3 requests, 2 for what is not there."""
        now = self.now()
        throttle.require("verify", address, rules.CHECKS_A_MINUTE, now, rules.CheckedTooOften)
        award_id = store.award_id_of_code(rules.code_to_look_up(typed))
        award = store.fetch_award(award_id) if award_id else None
        if award is None:
            raise rules.NoSuchHonour
        return rules.verified(award, now)

    def status_list(self, list_id: str) -> str:
        """A signed public list of what was taken back. Raises: NotFound. Cost: 2 requests."""
        if not (list_id.isascii() and list_id.isdigit() and len(list_id) < 6 and str(int(list_id)) == list_id):
            raise NotFound
        bits = store.revoked_bits(int(list_id))
        if bits is None:
            raise NotFound
        return self.issuer.status_list(int(list_id), bits)
