"""Index keys that a whole force writes are a few by a hash, so that no key is hot; how many is the stage's.

One key takes about 1,000 writes a second, a small force never needs more than the fewest. The number may grow at any time:
what was written before stays where it is and is found, because readers look at all keys up to the present number; what new
writers write is found by workers that know it. It never shrinks. docs/scale.md tells how many a force needs.
"""

import hashlib

FEWEST = 8
MOST = 256  # a look over all shards is a request for each of them

_shards = FEWEST


def spread_over(shards: int) -> None:
    """Set the number for this process. Raises: ValueError outside FEWEST to MOST."""
    global _shards
    if not FEWEST <= shards <= MOST:
        raise ValueError(f"shards are {FEWEST} to {MOST}: {shards}")
    _shards = shards


def shards() -> range:
    """All shards there are."""
    return range(_shards)


def shard_of(key: str) -> int:
    """Where a key's row stands, from now on."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % _shards


def named(word: str) -> list[str]:
    """All index keys of an index that holds more than one kind of waiting: `undone#0`, `undone#1` …"""
    return [f"{word}#{shard}" for shard in shards()]


def named_of(word: str, key: str) -> str:
    """The one of them under which a key's row stands, from now on."""
    return f"{word}#{shard_of(key)}"
