"""The class S fields of an application, bound to it and to their field: nowhere else do they open."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from shouwang.platform.vault import Vault
from shouwang.recruitment.models import Application


def seal(vault: Vault, application_id: str, name: str, value: Any) -> bytes:
    """A field's value, sealed."""
    return vault.seal(msgspec.json.encode(value).decode(), place=_place(application_id, name))


def open_fields(vault: Vault, application: Application, names: Iterable[str]) -> dict[str, Any]:
    """The values of sealed fields. Raises: SealBroken."""
    return {
        name: msgspec.json.decode(vault.open(sealed, place=_place(application.application_id, name)))
        for name, sealed in _those(application.sealed, names).items()
    }


def held_fields(vault: Vault, application: Application, names: Iterable[str]) -> dict[str, Any]:
    """The values of these fields, sealed or not; only what is filled in."""
    names = tuple(names)
    return _those(application.fields, names) | open_fields(vault, application, names)


def _those(all_of_them: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: all_of_them[name] for name in names if name in all_of_them}


def _place(application_id: str, name: str) -> str:
    return f"applications|{application_id}|{name}"
