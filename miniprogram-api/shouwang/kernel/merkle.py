"""Merkle trees as certificate transparency builds them: a root commits to a list, a short proof to one entry of it.

Leaves and nodes are hashed under different prefixes, so that neither passes for the other.
Source: RFC 9162 section 2.1, with SHA-256.
"""

from collections.abc import Sequence
from hashlib import sha256


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _levels(entries: Sequence[bytes]) -> list[list[bytes]]:
    """The tree from its leaves up to its root; an odd last node rises unchanged."""
    levels = [[leaf_hash(entry) for entry in entries]]
    while len(levels[-1]) > 1:
        row = levels[-1]
        pairs = [_node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        levels.append(pairs + row[2 * len(pairs) :])
    return levels


def merkle_root(entries: Sequence[bytes]) -> bytes:
    """The 32 bytes that commit to all entries and their order; of no entries, the hash of nothing."""
    return _levels(entries)[-1][0] if entries else sha256(b"").digest()


def inclusion_proof(entries: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The neighbours' hashes from an entry up to the root. Raises: IndexError if there is no such entry."""
    if not 0 <= index < len(entries):
        raise IndexError("no such entry")
    proof = []
    for row in _levels(entries)[:-1]:
        sibling = index ^ 1
        if sibling < len(row):
            proof.append(row[sibling])
        index >>= 1
    return tuple(proof)


def proves_inclusion(entry: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows that the tree of that size and root holds the entry at that place."""
    if not 0 <= index < size:
        return False
    climbed, last, rest = leaf_hash(entry), size - 1, list(proof)
    while last:
        if index % 2 or index < last:
            if not rest:
                return False
            sibling = rest.pop(0)
            climbed = _node_hash(sibling, climbed) if index % 2 else _node_hash(climbed, sibling)
        index >>= 1
        last >>= 1
    return not rest and climbed == root
