"""Checks by strangers: a code, and what it stands for; the published keys and status lists."""

import msgspec

from shouwang.honours import rules, store
from shouwang.honours.models import Award, Verified
from shouwang.honours.service.issuer import Issuer
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import NotFound
from shouwang.platform import throttle


class Verification(msgspec.Struct, frozen=True):
    """验真. Unknown and malformed codes take the same way and cost the same."""

    issuer: Issuer
    now: Clock

    def check(self, typed: str, address: str) -> Verified:
        """What a code stands for. Raises: CheckedTooOften, NoSuchHonour. Cost: 3 requests, 2 for what is not there."""
        self.throttle(address)
        return self.look_up(typed)

    def throttle(self, address: str) -> None:
        """Count one check from an address. Raises: CheckedTooOften. Cost: 1 request."""
        throttle.require("verify", address, rules.CHECKS_A_MINUTE, self.now(), rules.CheckedTooOften)

    def look_up(self, typed: str) -> Verified:
        """What a code stands for, not counted. Raises: NoSuchHonour. Cost: 2 requests, 1 for what is not there."""
        return rules.verified(self.award(typed), self.now())

    def award(self, typed: str) -> Award:
        """The award behind a code. Raises: NoSuchHonour. Cost: 2 requests, 1 for what is not there."""
        award_id = store.award_id_of_code(rules.code_to_look_up(typed))
        award = store.fetch_award(award_id) if award_id else None
        if award is None:
            raise rules.NoSuchHonour
        return award

    def status_list(self, list_id: str) -> str:
        """A signed public list of what was taken back. Raises: NotFound. Cost: 2 requests."""
        if not (list_id.isascii() and list_id.isdigit() and len(list_id) < 6 and str(int(list_id)) == list_id):
            raise NotFound
        bits = store.revoked_bits(int(list_id))
        if bits is None:
            raise NotFound
        return self.issuer.status_list(int(list_id), bits)
