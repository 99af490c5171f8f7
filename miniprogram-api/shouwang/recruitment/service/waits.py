"""The usual waiting times, made anew each night from what was decided of late."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from shouwang.platform.dynamo import commit
from shouwang.recruitment import store
from shouwang.recruitment.models import Gate, Usual
from shouwang.recruitment.rules import waits
from shouwang.recruitment.service.needs import Roster


class Waits(msgspec.Struct, frozen=True):
    """平时要等多久."""

    roster: Roster

    def tell_usual(self, day: date) -> None:
        """Write what the newest decisions of each gate came to. Cost: at most 1 request for each gate and day, and 1."""
        found = {
            Gate(rule.gate): waits.usual(list(self._newest(Gate(rule.gate), day))) for rule in self.roster.force().gates
        }
        usual: dict[Gate, Usual] = {gate: told for gate, told in found.items() if told is not None}
        commit(store.keep_usual(usual))

    def _newest(self, gate: Gate, day: date) -> Iterator[int]:
        left = waits.SAMPLE
        for back in range(waits.LOOKED_BACK_DAYS):
            found = store.waits(gate, day - timedelta(days=back), left)
            yield from found
            left -= len(found)
            if left <= 0:
                return
