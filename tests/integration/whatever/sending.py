"""Requests made up from what a route declares: mostly of its types, now and then not, with ids that answers have named."""

import enum
import re
import types
import typing
from collections import defaultdict
from datetime import date, datetime
from random import Random
from typing import Any

import msgspec

from shouwang.platform.web import Route

JUNK = [
    *(None, True, 0, -1, 10**30, 1e308, [], {}, [1] * 50, {"a": {"b": [None]}}),
    *("", "x", "\x00", "😀" * 50, "a" * 5000, "\ud800", "٣", "\u200b", "../..", "2026-02-30", "25:99", "2026-W99"),
]
BYTES = [b"", b"\xff\xfe", b"{", b'{"a":NaN}', b"[]" * 10_000, b"[" * 100_000, b'{"a":' * 20_000]
MIMETYPES = ["application/json", "text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-16"]
DAYS = ["2026-11-27", "2026-11-20", "2026-12-01", "0001-01-01", "9999-12-31"]
INSTANTS = ["2026-11-27T10:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"]
MARKUP = "<i id=whatever>'\"</i>"  # shown as words or not at all
WORDS = [
    MARKUP,
    *("张三", "这是一段说明文字", "x" * 30, "a" * 300, "1", "", "28.5", "19:00", "/console/today"),
    *("D1", "D1/B01", "D1/B01/S01", "042", "patrol", "000001", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "0" * 26),
    *("2026-11", "0001-01", "9999-12", "2026-W48", "9999-W52", *DAYS, *INSTANTS),
]
PARTS = ["x", "%00", "..%2f..", "a" * 3000, "中文", "%FF", "a#b?c", "'\";--", "-1"]


class Maker:
    """Makes requests by chance, and remembers the ids that it was told by the names of their fields."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.told: dict[str, list[str]] = defaultdict(list)

    def path(self, route: Route) -> str:
        """The route's path with something in the place of each parameter."""
        return re.sub(r"{(\w+)}", lambda found: self._part(found[1]), route.path)

    def fields(self, kind: Any) -> dict[str, Any]:
        """Arguments for a query or a form."""
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self._struct(kind)
        known = (
            sorted(self.told) if kind is not None else []
        )  # a form whose fields are the data's: any names that were seen
        return {name: self._word(name) for name in self.chance.sample(known, min(8, len(known)))}

    def body(self, kind: Any) -> dict[str, Any]:
        """A body, as the test client takes it."""
        if self.chance.random() < 0.1:
            return {"data": self.chance.choice(BYTES), "content_type": self.chance.choice(MIMETYPES)}
        return {"json": self.value(kind, "body") if kind is not None else self.chance.choice(JUNK)}

    def learn(self, answer: Any, name: str = "") -> None:
        """Remember the ids of an answer."""
        if isinstance(answer, dict):
            for key, value in answer.items():
                self.learn(value, key)
        elif isinstance(answer, list):
            for each in answer[:5]:
                self.learn(each, name)
        elif isinstance(answer, str) and 0 < len(answer) < 60 and answer not in self.told[name]:
            self.told[name] = [*self.told[name][-8:], answer]

    def value(self, kind: Any, name: str) -> Any:
        """Plain data of a type, nineteen times of twenty; and mostly within what the type says of it, if that is soon found."""
        if self.chance.random() < 0.05:
            return self.chance.choice(JUNK)
        if typing.get_origin(kind) is typing.Annotated:
            return self._fitting(kind, name)
        parts = typing.get_args(kind)
        if typing.get_origin(kind) in {typing.Union, types.UnionType}:
            return self.value(self.chance.choice(parts), name)
        if typing.get_origin(kind) is typing.Literal:
            return self.chance.choice(parts)
        if typing.get_origin(kind) in {list, tuple}:
            return [self.value(parts[0], name) for _ in range(self.chance.randrange(4))]
        if typing.get_origin(kind) is dict:
            return {self._word(name): self.value(parts[1], name) for _ in range(self.chance.randrange(3))}
        return self._plain(kind, name)

    def _fitting(self, kind: Any, name: str) -> Any:
        for _ in range(12):
            made = self.value(kind.__origin__, name)
            try:
                msgspec.convert(made, kind, strict=False)
            except (msgspec.ValidationError, UnicodeEncodeError):
                continue
            break
        return made

    def _plain(self, kind: Any, name: str) -> Any:
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self._struct(kind)
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return self.chance.choice(list(kind)).value
        simple: dict[Any, list[Any]] = {
            type(None): [None],
            bool: [True, False],
            int: [0, 1, 3, 60, 10**9, -5, 2**63],
            float: [0, 0.5, 28.5, 109.5, -1e9, 1e300],
            date: DAYS,
            datetime: INSTANTS,
        }
        return self.chance.choice(simple[kind]) if kind in simple else self._word(name)

    def _struct(self, kind: type[msgspec.Struct]) -> dict[str, Any]:
        return {
            field.encode_name: self.value(field.type, field.encode_name)
            for field in msgspec.structs.fields(kind)
            if field.required or self.chance.random() < 0.5
        }

    def _word(self, name: str) -> str:
        known = self.told[name]
        return self.chance.choice(known) if known and self.chance.random() < 0.7 else self.chance.choice(WORDS)

    def _part(self, name: str) -> str:
        return self.chance.choice(PARTS) if self.chance.random() < 0.2 else self._word(name)


def as_text(fields: dict[str, Any]) -> dict[str, Any]:
    """Arguments as a browser would send them."""
    return {
        name: [_spelt(each) for each in (value if isinstance(value, list) else [value])]
        for name, value in fields.items()
    }


def _spelt(value: Any) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text.encode("utf-8", "replace").decode()
