"""Reading requests into types; every bad field is found, not only the first."""

import types
import typing
from collections.abc import Mapping
from typing import Any

import msgspec
from werkzeug.datastructures import MultiDict

from shouwang.kernel.problem import Fault, Invalid

_WORDS = (
    ("missing required field", "没有填"),
    ("unknown field", "不认识这一项"),
    ("Expected `str` of length >=", "太短了"),
    ("Expected `str` of length <=", "太长了"),
    ("Expected `array` of length >=", "太少了"),
    ("Expected `array` of length <=", "太多了"),
    ("Expected `str` matching regex", "写法不对"),
    ("Expected `str`", "要写文字"),
    ("Expected `int`", "要写整数"),
    ("Expected `float`", "要写数字"),
    ("Expected `bool`", "要写是或否"),
    ("Expected `array`", "要写一列"),
    ("Expected `object`", "要写一组"),
    ("Invalid RFC3339 encoded datetime", "时间的写法不对，要像 2026-01-31T12:00:00Z"),
    ("Expected `datetime`", "要写时间"),
    ("Expected `date`", "要写日期"),
    ("Invalid enum value", "不在可选的几项里"),
)


def read_json(body: bytes, kind: Any) -> Any:
    """The body as a value of `kind`. Raises: Invalid with a Fault for each bad field."""
    try:
        raw = msgspec.json.decode(body or b"null")
    except (msgspec.DecodeError, RecursionError) as bad:  # nested beyond any use
        raise Invalid("发来的内容读不出来", faults=[Fault("", "不是 JSON")]) from bad
    return convert(raw, kind, strict=True)


def read_query(arguments: Mapping[str, str], kind: Any) -> Any:
    """Query or form arguments as a value of `kind`; numbers and booleans may be text, a list is told by its name several times.

    Raises: Invalid.
    """
    raw: dict[str, Any] = dict(arguments)
    if isinstance(arguments, MultiDict) and _is_struct(kind):
        lists = [f.encode_name for f in msgspec.structs.fields(kind) if typing.get_origin(_plain(f.type)) is list]
        raw |= {name: arguments.getlist(name) for name in lists if name in arguments}
    return convert(raw, kind, strict=False)


def convert(raw: Any, kind: Any, *, strict: bool) -> Any:
    """Plain data as a value of `kind`. Raises: Invalid listing every fault."""
    try:
        return msgspec.convert(raw, kind, strict=strict)
    except msgspec.ValidationError as first:
        faults = list(_faults(raw, kind, "", strict)) or [_fault("", str(first))]
        raise Invalid(faults=faults) from first


def _faults(raw: Any, kind: Any, pointer: str, strict: bool) -> typing.Iterator[Fault]:
    if not isinstance(raw, dict) or not _is_struct(kind):
        yield from _own_fault(raw, kind, pointer, strict)
        return
    described = {f.encode_name: f for f in msgspec.structs.fields(kind)}
    for name, described_field in described.items():
        inner = described_field.type
        if name not in raw:
            if described_field.required:
                yield Fault(f"{pointer}/{name}", "没有填")
        else:
            yield from _faults(raw[name], _bare(inner, raw[name]), f"{pointer}/{name}", strict)
    if getattr(getattr(kind, "__struct_config__", None), "forbid_unknown_fields", False):
        yield from (Fault(f"{pointer}/{name}", "不认识这一项") for name in raw if name not in described)


def _own_fault(raw: Any, kind: Any, pointer: str, strict: bool) -> typing.Iterator[Fault]:
    try:
        msgspec.convert(raw, kind, strict=strict)
    except msgspec.ValidationError as bad:
        yield _fault(pointer, str(bad))


def _fault(pointer: str, message: str) -> Fault:
    text, _, path = message.partition(" - at `$")
    deeper = path.rstrip("`").replace("[", "/").replace("]", "").replace(".", "/")
    detail = next((words for start, words in _WORDS if start in text), "填得不对")
    if "missing required field" in text:
        deeper += "/" + text.split("`")[-2]
    return Fault(pointer + deeper, detail)


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _bare(kind: Any, raw: Any) -> Any:
    """`X | None` for a value that is not null is X, so that its own fields can be looked at."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        rest = [part for part in typing.get_args(kind) if part is not type(None)]
        if raw is not None and len(rest) == 1:
            return rest[0]
    return kind


def _plain(kind: Any) -> Any:
    """A type without what is noted beside it."""
    return kind.__origin__ if typing.get_origin(kind) is typing.Annotated else kind
