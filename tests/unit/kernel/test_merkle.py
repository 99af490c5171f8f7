"""Trees against the published vectors of RFC 6962's reference and against every way to cheat at small sizes."""

import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.merkle import inclusion_proof, merkle_root, proves_inclusion

# The eight leaves and roots of the reference implementation of certificate transparency (public domain vectors).
LEAVES = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")] + [
    bytes.fromhex("606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

trees = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_published_ones(size):
    assert merkle_root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_a_day_without_entries_has_the_hash_of_nothing():
    assert merkle_root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(trees, st.data())
def test_every_entry_proves_its_place(entries, data):
    index = data.draw(st.integers(0, len(entries) - 1))

    proof = inclusion_proof(entries, index)

    assert proves_inclusion(entries[index], index, len(entries), proof, merkle_root(entries))
    assert len(proof) <= (len(entries) - 1).bit_length()


@given(trees, st.data())
def test_a_changed_entry_place_proof_or_root_proves_nothing(entries, data):
    index = data.draw(st.integers(0, len(entries) - 1))
    size, root, proof = len(entries), merkle_root(entries), inclusion_proof(entries, index)
    other = data.draw(st.integers(0, size - 1).filter(lambda i: entries[i] != entries[index]) | st.none())

    assert not proves_inclusion(entries[index] + b"!", index, size, proof, root)
    assert not proves_inclusion(entries[index], index, size, (*proof, bytes(32)), root)
    assert not proves_inclusion(entries[index], index, size, proof, bytes(32))
    assert not proves_inclusion(entries[index], size, size, proof, root)
    assert not proves_inclusion(entries[index], -1, size, proof, root)
    assert not proof or not proves_inclusion(entries[index], index, size, proof[:-1], root)
    assert other is None or not proves_inclusion(entries[other], index, size, proof, root)


@given(trees, st.data())
def test_a_root_tells_whether_an_entry_was_changed_removed_added_or_moved(entries, data):
    index = data.draw(st.integers(0, len(entries) - 1))
    root = merkle_root(entries)
    swapped = [*entries[:index], *reversed(entries[index:])]

    assert merkle_root([*entries[:index], entries[index] + b"!", *entries[index + 1 :]]) != root
    assert merkle_root([*entries[:index], *entries[index + 1 :]]) != root
    assert merkle_root([*entries, b"more"]) != root
    assert swapped == entries or merkle_root(swapped) != root


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_of_an_entry_that_is_not_there(index):
    with pytest.raises(IndexError, match="no such entry"):
        inclusion_proof([b"a", b"b", b"c"], index)


def test_a_leaf_cannot_pass_for_the_node_above_it():
    entries = [b"a", b"b"]
    forged = inclusion_proof(entries, 1)[0] + inclusion_proof(entries, 0)[0]

    assert merkle_root([forged]) != merkle_root(entries)
