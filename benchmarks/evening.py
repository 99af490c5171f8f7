"""The evening of 1,500,000 volunteers against the limits of DynamoDB's partitions: which key is hottest, what breaks first.

    python benchmarks/evening.py [volunteers]     `--write` makes docs/scale.md anew

Nothing is served: each volunteer gets moments by the arrival curves of reference domain-rules 7, and every act spends the
units that `benchmarks/units.py` measured (evening.json) on the keys that it really asks for; keys that are one of a few by
a hash get it from the code's own functions. Seeded: the same volunteers, the same evening. Everybody is on duty, in units
as large as the seed's, below one detachment: the worst shape there is.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from _keys import Row, measured
from _scale import page
from numpy.typing import NDArray

from shouwang.platform.dynamo import shards

VOLUNTEERS = 1_500_000
SHARDS = 64  # SHOUWANG_SHARDS of so large a force
LIMITS = {"write": 1000.0, "read": 3000.0}  # units a second of one partition. Source: reference domain-rules 7
SQUADRON, BRIGADE, POINT = 65, 250, 14  # volunteers of each. Source: seed (1,500 in 23, 6 and 110)
HOURS_S = 6 * 3600  # from 18:30 on
NINETEEN, TWENTY_THREE = 1800, 4.5 * 3600
UNSURE, AWARDED = 0.02, 0.02  # shares of check-ins that a leader must look at, of duties that end in a medal
SHARDED = 65_536  # ids whose shards are computed; the rest take theirs in turn
STAFF = 0.05  # of all who sign in
_RARE = {  # rows that few acts write, of which the measured journey has more than an evening has
    ("check-in-reviews", ""): UNSURE,
    ("people", "staff"): STAFF,
    **dict.fromkeys((("awards", ""), ("awards", "by_month"), ("awards", "by_person")), AWARDED),
    **dict.fromkeys((("award-claims", ""), ("award-codes", ""), ("award-counters", "")), AWARDED),
    **dict.fromkeys((("audit", ""), ("audit", "by_actor"), ("audit", "by_day"), ("audit", "by_expiry")), AWARDED),
}
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Hot:
    """The hottest key of a table or an index: units in its worst second, and those of the whole table or index."""

    table: str
    index: str
    verb: str
    key: str
    units: float
    whole: float

    @property
    def limit(self) -> float:
        """Units a second that one partition gives."""
        return LIMITS[self.verb]

    def carries(self, volunteers: int) -> int:
        """How many volunteers' evening this key would carry."""
        return int(volunteers * self.limit / self.units)


class Evening:
    """When each volunteer does what. Units: whole seconds after 18:30."""

    def __init__(self, volunteers: int, seed: int = 0) -> None:
        self.volunteers, self.chance = volunteers, np.random.default_rng(seed)
        late = self.chance.random(volunteers) < 0.6  # 60 % in the last two minutes, the others in the eight before
        first, span = np.where(late, NINETEEN - 120, NINETEEN - 600), np.where(late, 120, 480)
        self.arrives = first + self._uniform(span)
        self.leaves = self.chance.normal(TWENTY_THREE, 1200, volunteers).clip(TWENTY_THREE - 3600, TWENTY_THREE + 3600)
        self.moments = {act: self._seconds(when) for act, when in self._acts().items()}

    def _acts(self) -> dict[str, NDArray[np.float64]]:
        opened, delivered = self.arrives - self._uniform(30) - 5, self.leaves + self._uniform(2)
        told = delivered + self._uniform(2)
        return {
            "POST /v1/login": opened,
            "GET /v1/me/today": opened + 2,
            "POST /v1/checkins in": self.arrives,
            "duty.checked-in": self.arrives + self._uniform(2),
            "POST /v1/checkins out": self.leaves,
            "duty.session-closed": delivered,
            "assessment.hours-entered": told,
            "honours.hours-entered": told,
            "honours.deeds-entered": told + self._uniform(2),
            "POST /v1/duty/sessions/{session_id}/report": self.leaves + self._uniform(600) + 20,
        }

    def _uniform(self, span: float | Ints) -> NDArray[np.float64]:
        return self.chance.random(self.volunteers) * span

    @staticmethod
    def _seconds(when: NDArray[np.float64]) -> Ints:
        return when.astype(np.int64).clip(0, HOURS_S - 1)


def hottest(evening: Evening, acts: dict[str, list[Row]]) -> list[Hot]:
    """The hottest key of each table and index, by how far it is beyond its limit."""
    spent: dict[tuple[str, str, str], dict[str, list[tuple[str, float]]]] = defaultdict(lambda: defaultdict(list))
    for act, rows in acts.items():
        for table, index, verb, shape, units in rows:
            spent[table, index, verb][shape].append((act, units * _RARE.get((table, index), 1.0)))
    found = [
        Hot(
            *where,
            *_hottest_key(evening, shapes),
            _peak(evening, (one for all_ in shapes.values() for one in all_)),
        )
        for where, shapes in spent.items()
    ]
    return sorted(found, key=lambda hot: hot.units / hot.limit, reverse=True)


def _hottest_key(evening: Evening, shapes: dict[str, list[tuple[str, float]]]) -> tuple[str, float]:
    peaks = {shape: _peak_of_shape(evening, shape, spent) for shape, spent in shapes.items()}
    shape = max(peaks, key=lambda each: peaks[each])
    return shape, peaks[shape]


def _peak_of_shape(evening: Evening, shape: str, spent: list[tuple[str, float]]) -> float:
    groups = {"squadron": SQUADRON, "brigade": BRIGADE, "point": POINT}
    if shape == "own":
        return max(units for _, units in spent)
    if shape in groups:
        return _peak_of_groups(evening, np.arange(evening.volunteers) // groups[shape], spent)
    if shape == "shard":
        return _peak_of_shards(evening, spent)
    return _peak(evening, spent)


def _peak(evening: Evening, spent: Iterable[tuple[str, float]]) -> float:
    """Units of the worst second, all keys together."""
    whole = np.zeros(HOURS_S)
    for act, units in spent:
        whole += np.bincount(evening.moments[act], minlength=HOURS_S) * units
    return float(whole.max())


def _peak_of_groups(evening: Evening, group: Ints, spent: list[tuple[str, float]]) -> float:
    """Units of the worst second of the worst of many small groups."""
    places = np.concatenate([group * HOURS_S + evening.moments[act] for act, _ in spent])
    units = np.concatenate([np.full(evening.volunteers, each) for _, each in spent])
    _, which = np.unique(places, return_inverse=True)
    return float(np.bincount(which, weights=units).max())


def _peak_of_shards(evening: Evening, spent: list[tuple[str, float]]) -> float:
    """Units of the worst second of the worst shard."""
    whole: dict[int, NDArray[np.float64]] = defaultdict(lambda: np.zeros(HOURS_S))
    for act, units in spent:
        standing = _shards(act, evening.volunteers)
        for shard in np.unique(standing):
            whole[int(shard)] += np.bincount(evening.moments[act][standing == shard], minlength=HOURS_S) * units
    return max(float(each.max()) for each in whole.values())


def _shards(act: str, volunteers: int) -> Ints:
    """Each volunteer's shard of an index, by the code's own function."""
    computed = [shards.shard_of(f"{act}#{n:026}") for n in range(min(SHARDED, volunteers))]
    return np.resize(np.array(computed), volunteers)


def main() -> int:
    """Simulate and tell."""
    volunteers = next((int(word) for word in sys.argv[1:] if word.isdigit()), VOLUNTEERS)
    evening, acts = Evening(volunteers), measured()
    shards.spread_over(shards.FEWEST)
    few = hottest(evening, acts)
    shards.spread_over(SHARDS)
    told = page(hottest(evening, acts), few, volunteers, (shards.FEWEST, SHARDS))
    print(told)
    if "--write" in sys.argv:
        from _bill import ROOT

        (ROOT / "docs" / "scale.md").write_text(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
