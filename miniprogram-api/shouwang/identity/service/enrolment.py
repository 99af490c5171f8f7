"""People whom a force brings along 导入的人: known by phone and name before they ever sign in."""

from collections.abc import Mapping, Sequence

import msgspec

from shouwang.identity import store
from shouwang.identity.models import Person
from shouwang.kernel.actor import Held
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Writes
from shouwang.platform.vault import Vault


class Enrolment(msgspec.Struct, frozen=True):
    """身份 of people that an import makes: phone claims first, each removable, then the people themselves."""

    vault: Vault
    now: Clock

    def phone_index(self, phone: str) -> str:
        """The blind index of a phone number."""
        return self.vault.index("phone", phone)

    def tail_index(self, phone: str) -> str:
        """The blind index of its last four digits."""
        return self.vault.index("phone-tail", phone[-4:])

    def phones_known(self, indexes: Sequence[str]) -> set[str]:
        """Which of these numbers are somebody's. Cost: 1 request for each 100."""
        return store.phones_known(indexes)

    def reserve(self, phone: str, person_id: str, taken: Problem) -> Writes:
        """The claim on a phone number. Raises (at commit): `taken`."""
        return store.claim_phone(self.phone_index(phone), person_id, taken)

    def release(self, phone: str, person_id: str) -> Writes:
        """The claim given back."""
        return store.release_phone(self.phone_index(phone), person_id)

    def enrol(self, person_id: str, held: Held, phone: str) -> Writes:
        """The person, without a WeChat identity until the phone proves it. A Conflict at commit when there is one."""
        sealed = self.vault.seal(phone, place=f"people|{person_id}|phone")
        person = Person(
            person_id, "", self.now(), phone_sealed=sealed, phone_tail=phone[-4:], tail_index=self.tail_index(phone)
        )
        return store.enrolled(person.holding(held))

    def phone_tails(self, person_ids: Sequence[str]) -> Mapping[str, str]:
        """The last four digits of people's phones. Cost: 1 request for each 100."""
        return store.phone_tails(person_ids)
