"""Settings from the environment, read once; the only reader of `os.environ`. A start with faults lists every one of them."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec


class BadSettings(Exception):
    """The environment does not describe a deployment; `faults` says why, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Settings(msgspec.Struct, frozen=True):
    """One deployment. Every field is `SHOUWANG_<FIELD>`; see docs/settings.md."""

    store: str  # sqlite:///file | http://host:port | aws
    keys: str  # file:///file | secrets:prefix
    blobs: str  # file:///folder | s3://bucket
    public_url: str  # where people reach this system, without a slash at the end
    locked: str = ""  # where sealed days of the hours log are locked away; empty: with the blobs
    region: str = "cn-northwest-1"
    stage: str = "local"
    table_prefix: str = "shouwang-"
    shards: str = "8"  # index keys over which what the whole force writes is spread; grows, never shrinks
    wechat_appid: str = ""
    wechat_secret: str = ""
    wechat_url: str = "https://api.weixin.qq.com"
    wechat_push_token: str = ""
    wechat_push_aes_key: str = ""
    wechat_templates: str = ""  # `name=template id`, comma-separated: the kinds of message this force may send
    clock_offset_file: str = ""  # one machine's demo store only; never set on AWS
    force_name: str = "义警支队"
    force_contact: str = ""  # printed on service records; empty leaves a place to write on
    passkey_domain: str = ""  # whom passkeys are made for: the host of public_url, or a domain above it

    @property
    def development(self) -> bool:
        """Whether simulators and cookies without https are allowed."""
        return self.stage in {"local", "test"}

    @property
    def relying_party(self) -> str:
        """The domain that passkeys belong to. Once people have passkeys it must not change."""
        return self.passkey_domain or str(urlsplit(self.public_url).hostname)

    @property
    def message_templates(self) -> dict[str, str]:
        """WeChat's template id of each kind of message."""
        pairs = (pair.partition("=") for pair in self.wechat_templates.split(",") if pair)
        return {name.strip(): template.strip() for name, _, template in pairs}

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read and check everything. Raises: BadSettings."""
        environ = os.environ if environ is None else environ
        faults: list[str] = []
        given = {name: _read(environ, "SHOUWANG_" + name.upper(), faults) for name in cls.__struct_fields__}
        named = {"SHOUWANG_" + name.upper() for name in cls.__struct_fields__} | {"SHOUWANG_PROVE"}
        faults += [
            f"{name}: no such setting"
            for name in sorted(environ)
            if name.startswith("SHOUWANG_") and name.removesuffix("_FILE") not in named and name not in named
        ]
        for name in ("store", "keys", "blobs", "public_url", "wechat_appid", "wechat_secret"):
            if not given[name]:
                faults.append(f"SHOUWANG_{name.upper()} is missing")
        if faults:
            raise BadSettings(faults)
        settings = cls(**{name: value for name, value in given.items() if value is not None})
        settings._check(faults)
        if faults:
            raise BadSettings(faults)
        return settings

    def _check(self, faults: list[str]) -> None:
        url = urlsplit(self.public_url)
        if url.scheme not in {"http", "https"} or not url.hostname or self.public_url.endswith("/"):
            faults.append("SHOUWANG_PUBLIC_URL is a web address without a slash at the end")
        if self.passkey_domain and not f".{url.hostname}".endswith(f".{self.passkey_domain}"):
            faults.append("SHOUWANG_PASSKEY_DOMAIN is the host of SHOUWANG_PUBLIC_URL, or a domain above it")
        if not (self.shards.isdigit() and 8 <= int(self.shards) <= 256):
            faults.append("SHOUWANG_SHARDS is a number from 8 to 256")
        if not self.development:
            if url.scheme != "https":
                faults.append("SHOUWANG_PUBLIC_URL must be https outside development")
            if self.clock_offset_file:
                faults.append("SHOUWANG_CLOCK_OFFSET_FILE is for the demo on one machine only")

    def __repr__(self) -> str:
        return f"Settings(stage={self.stage!r}, store={self.store.split(':', maxsplit=1)[0]!r})"


def _read(environ: Mapping[str, str], name: str, faults: list[str]) -> str | None:
    """`NAME`, or the content of the file that `NAME_FILE` names."""
    if name in environ:
        return environ[name]
    file = environ.get(name + "_FILE")
    if file is None:
        return None
    try:
        return Path(file).read_text().strip()
    except OSError:
        faults.append(f"{name}_FILE cannot be read")
        return None
