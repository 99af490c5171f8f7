"""`hours announce-key` and `turn-key`: a new signing key, announced in a sealed root before it ever signs.

Only for the key file of one machine. On AWS the same two steps are done in Secrets Manager, see docs/operations.md.
"""

import base64
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shouwang.app import House
from shouwang.duty.store.hours import last_root
from shouwang.platform.keys import COMING
from shouwang.settings import Settings


def announce() -> int:
    """Make the key to come, once; the next seal tells its public half."""
    path = _file()
    kept = json.loads(path.read_text())
    if COMING not in kept:
        _write(path, {**kept, COMING: base64.b64encode(os.urandom(32)).decode()})
    print(f"to come: {public(json.loads(path.read_text())[COMING])}; after the next seal: hours turn-key")
    return 0


def turn(house: House) -> int:
    """Sign with the announced key from now on; the old one stays in the file for what was signed with it."""
    path = _file()
    kept = json.loads(path.read_text())
    last = last_root()
    announced = last.root.next_key if last else ""
    if COMING not in kept or public(kept[COMING]) != announced:
        print("not yet: no sealed root announces the key to come (hours announce-key, then wait for the night)")
        return 1
    old = f"signing-until-{house.now():%Y-%m-%d}"
    _write(path, {**kept, old: kept["signing"], "signing": kept.pop(COMING)} | {COMING: None})
    print(f"signs from now on: {announced}; restart every process")
    return 0


def public(seed: str) -> str:
    """The public half of a seed, base64url."""
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed)).public_key()
    return base64.urlsafe_b64encode(key.public_bytes_raw()).decode().rstrip("=")


def _file() -> Path:
    return Path(urlsplit(Settings.from_env().keys).path)


def _write(path: Path, keys: dict[str, str | None]) -> None:
    """The key file anew, whole or not at all."""
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({name: key for name, key in keys.items() if key is not None}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
