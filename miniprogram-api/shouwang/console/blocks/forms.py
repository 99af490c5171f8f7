"""Forms 表单, and how one comes back with what was typed in it."""

from collections.abc import Mapping
from typing import ClassVar, Literal

import msgspec
from msgspec.structs import replace

from shouwang.console.blocks.base import Block, Hidden, Tone
from shouwang.console.views import Link
from shouwang.kernel.problem import Problem


class Choice(msgspec.Struct, frozen=True):
    """One value to choose, with its words and, for many, the group it stands in."""

    value: str
    words: str


class Field(msgspec.Struct, frozen=True):
    """One field 栏. `shape` is an HTML input type, or area, select, radio, check (one box), boxes (several).

    A hidden one stands in a `Grid` only, where the lists of all columns are of one length."""

    name: str
    label: str
    shape: Literal[
        "text", "number", "date", "time", "datetime-local", "month", "search", "file", "area", "select", "radio", "check",
        "boxes", "hidden",
    ] = "text"  # fmt: skip
    value: str = ""
    values: tuple[str, ...] = ()  # what is ticked of `boxes`
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    unit: str = ""
    required: bool = False
    fault: str = ""
    wide: bool = False
    accept: str = ""
    least: str = ""
    most: str = ""
    most_signs: int = 0
    lines: int = 4  # of an area


class Form(Block, frozen=True):
    """A form 表单 that is sent whole. What it changes it names by the version that was seen, in `hidden`.

    `groups` are more fields, each under a heading.
    """

    kind: ClassVar[str] = "form"
    action: str
    fields: tuple[Field, ...]
    submit: str
    hidden: Hidden = ()
    remark: str = ""
    tone: Tone = "main"
    method: Literal["post", "get"] = "post"
    one_line: bool = False
    other: Link | None = None
    groups: tuple[tuple[str, tuple[Field, ...]], ...] = ()

    @property
    def takes_file(self) -> bool:
        """Whether it is sent in parts."""
        return any(field.shape == "file" for field in self.fields)


class NewPasskey(Block, frozen=True):
    """The form that asks the device for a new passkey 通行密钥, by a script; `options` is where it learns what to sign."""

    kind: ClassVar[str] = "passkey"
    action: str
    options: str
    field: Field


def refilled(form: Form, typed: Mapping[str, str], refusal: Problem | None = None) -> Form:
    """The form with what was typed in it, and each fault beside its field (found by the last part of its pointer)."""
    faults = {fault.pointer.rpartition("/")[2]: fault.detail for fault in refusal.faults} if refusal else {}
    return replace(form, fields=tuple(_refilled(it, typed, faults) for it in form.fields))


def _refilled(it: Field, typed: Mapping[str, str], faults: Mapping[str, str]) -> Field:
    value = it.value if it.shape == "file" else typed.get(it.name, it.value)
    return replace(it, value=value, fault=faults.get(it.name, ""))
