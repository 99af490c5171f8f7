"""Secrets by name, each read when first needed, so that a function holds only what its role may read."""

import base64
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import msgspec

NAMES = (
    "personal",  # data key of class S fields, AES-256
    "fixes",  # data key of raw GPS fixes, AES-256
    "lookup",  # HMAC key of blind indexes
    "sessions",  # HMAC key of console sign-in and other short-lived proofs
    "quiz",  # HMAC key of question draw and order
    "points",  # HMAC key of rotating point codes
    "card",  # HMAC key of volunteer card codes
    "hours-log",  # key of pseudonyms and salts of the public hours log
    "signing",  # Ed25519 seed of credentials and log roots
)

COMING = "signing-next"  # the signing key to come, while one is announced; a deployment has none most of the time


class KeyMissing(Exception):
    """A named key is not there, or is not 32 bytes."""


class KeySource(Protocol):
    """Where keys come from."""

    def read(self, name: str) -> bytes:
        """The 32 bytes of a key. Raises: KeyMissing."""
        ...


class Keys(msgspec.Struct):
    """The keys of this process, cached after the first use."""

    source: KeySource
    _known: dict[str, bytes] = msgspec.field(default_factory=dict)

    def __getitem__(self, name: str) -> bytes:
        if name not in self._known:
            key = self.source.read(name)
            if len(key) != 32:
                raise KeyMissing(name)
            self._known[name] = key
        return self._known[name]

    def __repr__(self) -> str:
        return "Keys(...)"


class KeyFile(msgspec.Struct, frozen=True):
    """One machine: a JSON file of base64 keys that only its owner can read."""

    path: Path

    def read(self, name: str) -> bytes:
        """The key from the file. Raises: KeyMissing, also when others could read the file."""
        if self.path.stat().st_mode & 0o077:
            raise KeyMissing(f"{self.path.name} must be readable by its owner only (chmod 600)")
        keys: Mapping[str, str] = json.loads(self.path.read_text())
        if name not in keys:
            raise KeyMissing(name)
        return base64.b64decode(keys[name])


class SecretsManager(msgspec.Struct, frozen=True):
    """AWS: one secret a key, encrypted under KMS, named `<prefix>/<name>`; the role decides which can be read."""

    prefix: str
    region: str

    def read(self, name: str) -> bytes:
        """The key from Secrets Manager. Raises: KeyMissing. Cost: 1 request to Secrets Manager a process."""
        from botocore.exceptions import ClientError  # noqa: PLC0415 -- slow import
        from botocore.session import get_session  # noqa: PLC0415 -- slow import

        client = get_session().create_client("secretsmanager", region_name=self.region)
        try:
            return base64.b64decode(client.get_secret_value(SecretId=f"{self.prefix}/{name}")["SecretString"])
        except ClientError as fault:
            raise KeyMissing(name) from fault


def open_keys(url: str, region: str) -> Keys:
    """Keys from `file:///path` or `secrets:prefix`. Raises: ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Keys(KeyFile(Path(parts.path)))
    if parts.scheme == "secrets":
        return Keys(SecretsManager(parts.path, region))
    raise ValueError("SHOUWANG_KEYS is file:///path or secrets:prefix")


def make_key_file(path: Path) -> None:
    """Write a new key file, once: an existing one is never touched. For the one-machine runner and tests."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = json.dumps({name: base64.b64encode(os.urandom(32)).decode() for name in NAMES}, indent=1)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(fresh)
        file.flush()
        os.fsync(file.fileno())
