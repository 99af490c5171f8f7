"""Claims on documents 证件 for people whom a force brings along, so that nobody can apply as somebody who is here."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from shouwang.kernel.clock import local_day
from shouwang.kernel.identity_number import read_identity_number
from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Writes
from shouwang.platform.vault import Vault
from shouwang.recruitment.store.claims import claim_document, documents_known, fetch_document_holder, release_document


class Documents(msgspec.Struct, frozen=True):
    """证件 by blind index; the number itself is not kept."""

    vault: Vault

    def known(self, digits: Sequence[str]) -> set[str]:
        """Which of these documents are somebody's. Cost: 1 request for each 100."""
        by_index = {self._index(one): one for one in digits}
        return {by_index[index] for index in documents_known(list(by_index))}

    def reserve(self, digits: str, person_id: str, number: str, taken: Problem) -> Writes:
        """The claim on a document. Raises (at commit): `taken`."""
        return claim_document(self._index(digits), person_id, number, taken=taken)

    def release(self, digits: str, person_id: str) -> Writes:
        """The claim given back."""
        return release_document(self._index(digits), person_id)

    def holder(self, typed: str, now: datetime, pointer: str) -> str | None:
        """Whose a document is, by its number as typed. Raises: IdentityNumberRefused. Cost: 1 request."""
        digits = read_identity_number(typed, local_day(now), pointer).digits
        found = fetch_document_holder(self._index(digits))
        return found.person_id if found else None

    def _index(self, digits: str) -> str:
        return self.vault.index("document", digits)
