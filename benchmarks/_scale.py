"""The page docs/scale.md: what the evening of many volunteers does to each partition key."""

from collections.abc import Sequence
from typing import Protocol

NEW_TABLE = {"write": 4000.0, "read": 12000.0}  # of a new on-demand table. Source: reference domain-rules 7
SHOWN = 0.02  # of the limit; what is colder is not worth a line


class Hot(Protocol):
    """The hottest key of a table or an index."""

    table: str
    index: str
    verb: str
    key: str
    units: float
    whole: float

    @property
    def limit(self) -> float:
        """Units a second that one partition gives."""
        ...

    def carries(self, volunteers: int) -> int:
        """How many volunteers' evening this key would carry."""
        ...


def page(found: Sequence[Hot], few: Sequence[Hot], volunteers: int, shards: tuple[int, int]) -> str:
    """The page, the hottest first; `few` is the same evening with the fewest shards."""
    broken = [hot for hot in found if hot.units > hot.limit]
    rows = "".join(_line(hot, volunteers) for hot in found if hot.units > SHOWN * hot.limit)
    tables = "".join(
        f"| {_name(hot)} | {hot.verb} | {hot.whole:,.0f} | {-(-hot.whole // hot.limit):,.0f} |\n"
        for hot in sorted(found, key=lambda each: each.whole, reverse=True)
        if hot.whole > NEW_TABLE[hot.verb]
    )
    cold = sum(1 for hot in found if hot.units <= SHOWN * hot.limit)
    parts = (
        HEAD.format(volunteers=volunteers, shards=shards[1]),
        _verdict(broken, volunteers),
        KEYS,
        rows,
        SPREAD.format(few=shards[0], many=shards[1]),
        *(_spread(one, found, volunteers) for one in few if one.key == "shard" and one.units > SHOWN * one.limit),
        COLD.format(cold=cold),
        tables,
    )
    return "".join(parts)


def _spread(one: Hot, found: Sequence[Hot], volunteers: int) -> str:
    same = (one.table, one.index, one.verb)
    other = next(hot for hot in found if (hot.table, hot.index, hot.verb) == same)
    return f"| {_name(one)} | {one.carries(volunteers):,} | {other.carries(volunteers):,} |\n"


def _verdict(broken: Sequence[Hot], volunteers: int) -> str:
    if not broken:
        return f"**Nothing breaks: every key of the evening of {volunteers:,} volunteers stays below its partition's limit.**\n"
    told = "; then ".join(
        f"{_name(hot)} ({hot.key}), which carries {hot.carries(volunteers):,} volunteers" for hot in broken
    )
    return f"**What breaks first in one detachment: {told}.**{REMEDY}"


def _line(hot: Hot, volunteers: int) -> str:
    verdict = "**breaks**" if hot.units > hot.limit else "holds"
    return (
        f"| {_name(hot)} | {hot.verb} | {hot.key} | {hot.units:,.0f} | {hot.limit:,.0f} | {verdict} |"
        f" {hot.carries(volunteers):,} |\n"
    )


def _name(hot: Hot) -> str:
    return f"`{hot.table}`, index `{hot.index}`" if hot.index else f"`{hot.table}`"


HEAD = """# What a large force does to the store

Written by `benchmarks/evening.py --write`: the evening of {volunteers:,} volunteers, simulated second by second. All come at
19:00 (60 % in the last two minutes) and leave about 23:00; each act spends the units that `benchmarks/units.py` measured on
the keys that the code really asks for. All are below one detachment, in squadrons, brigades and points as large as those of
the force this is made for; `SHOUWANG_SHARDS` is {shards}. A partition gives 1,000 write units and 3,000 read units a second,
and a key lies in one.

"""
REMEDY = """

A province is therefore not one detachment but many, each a stage of its own with its tables, functions and address; a
detachment of up to that size needs nothing but its shards. To hold more in one, the list of who is on duty would be spread
over shards as well, at the price of a request for each of them whenever a leader opens it.
"""
KEYS = """
## The hottest key of each table and index

| where | | key | units in its worst second | limit | so | carries volunteers |
|---|---|---|---|---|---|---|
"""
SPREAD = """
## What the number of shards carries

Volunteers whose evening an index carries that is written by hash. The number is the stage's and may grow while rows wait.

| where | {few} shards, the default | {many} shards |
|---|---|---|
"""
COLD = """
{cold} more tables and indexes have no key that comes near its limit: a key of a person, of a tap or of an event is never hot.

## Tables that must be warm before such an evening

A new on-demand table gives 4,000 write units and 12,000 read units a second and doubles as load grows. What needs more is
warmed (`WarmThroughput`) before a force of this size starts; a district needs nothing.

| where | | units in the worst second | partitions at least |
|---|---|---|---|
"""
