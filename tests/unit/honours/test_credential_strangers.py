"""A baked medal in the hands of strangers: npm `jose` and PyPI `openbadgeslib` accept it and refuse what was tampered with."""

import base64
import json
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3.verifier import OB3Verifier

from shouwang.honours.rendering import bake_medal, medal_png
from tests.tiers import count
from tests.unit.honours.test_credential import DOCUMENT, KEY, TOKEN, YEARS_LATER
from tests.unit.honours.test_credential_tampering import BODY, HEADER, SIGNATURE, TAMPERINGS, flipped

BY_SIGNATURE = (
    *("a better medal", "another holder", "an earlier day", "no end", "another issuer's name", "no status"),
    *("another place in the list", "another criterion", "one bit of the signature", "one bit of the body"),
    *("no signature", "no third part", "algorithm none", "HMAC under the public key", "a critical extension"),
    *("a key that is not published", "a stranger's key under our key's name", "another issuer's key"),
    *("a list, not an object", "nothing"),
)
BAKED = bake_medal(medal_png("first-patrol"), TOKEN)
PEM = KEY.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def jose(tokens: list[str], png: bytes = BAKED) -> list[str | None]:
    """What `jose` makes of the PNG's credential and of each token: the achievement's name, or None."""
    node = shutil.which("node")
    assert node is not None
    asked = {
        "png": base64.b64encode(png).decode(),
        "tokens": tokens,
        "did": DOCUMENT,
        "at": int(YEARS_LATER.timestamp()),
    }
    script = Path(__file__).with_name("verify_with_jose.mjs")
    ran = subprocess.run([node, script], input=json.dumps(asked).encode(), capture_output=True, check=True)
    return json.loads(ran.stdout)


def openbadgeslib(png: bytes) -> str | None:
    """What `openbadgeslib` makes of a PNG: the achievement's name, or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about keys that the forger chose
            return OB3Verifier(PEM).verify(OB3Verifier.extract_token_from_png(png)).achievement.name
    except Exception:  # however a stranger's library refuses
        return None


def test_jose_verifies_the_credential_that_it_reads_from_the_baked_medal() -> None:
    assert jose([TOKEN]) == ["首次巡逻", "首次巡逻"]


def test_a_medal_without_credential_proves_nothing_to_strangers() -> None:
    drawn = medal_png("first-patrol")

    assert (jose([], drawn), openbadgeslib(drawn)) == ([None], None)


def test_twenty_tamperings_are_refused_by_both_libraries() -> None:
    tokens = [TAMPERINGS[name][0] for name in BY_SIGNATURE]

    seen = {name: told for name, told in zip(BY_SIGNATURE, jose(tokens)[1:], strict=True) if told}
    read = {
        name: openbadgeslib(bake_medal(medal_png("first-patrol"), token))
        for name, token in zip(BY_SIGNATURE, tokens, strict=True)
    }

    assert len(tokens) == 20
    assert openbadgeslib(BAKED) == "首次巡逻"
    assert seen == {}
    assert {name: told for name, told in read.items() if told} == {}


@pytest.mark.proof
def test_no_changed_character_of_body_or_signature_is_accepted_by_jose() -> None:
    step = count(40, 1)
    changed = [f"{HEADER}.{flipped(BODY, at)}.{SIGNATURE}" for at in range(0, len(BODY), step)]
    changed += [f"{HEADER}.{BODY}.{flipped(SIGNATURE, at)}" for at in range(0, len(SIGNATURE) - 1, step)]

    assert set(jose(changed)[1:]) == {None}
