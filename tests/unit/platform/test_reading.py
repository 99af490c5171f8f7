from datetime import datetime
from typing import Annotated

import msgspec
import pytest

from shouwang.kernel.problem import Fault, Invalid
from shouwang.platform.web.read import read_json, read_query

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=5)]


class Part(msgspec.Struct, forbid_unknown_fields=True):
    name: Name
    count: int


class Ask(msgspec.Struct, forbid_unknown_fields=True):
    part: Part
    at: datetime
    parts: list[Part] = []
    other: Part | None = None


class Told(msgspec.Struct):
    name: Name
    count: int = 0


def test_a_good_body_becomes_its_type():
    read = read_json(b'{"part": {"name": "a", "count": 1}, "at": "2026-01-01T00:00:00Z"}', Ask)

    assert (read.part, read.parts, read.other) == (Part("a", 1), [], None)


def test_every_bad_field_is_listed_at_its_place():
    body = '{"part": {"name": "", "extra": 1}, "at": "yesterday", "other": {"name": "太长太长太长", "count": "x"}}'

    with pytest.raises(Invalid) as refused:
        read_json(body.encode(), Ask)

    assert refused.value.faults == (
        Fault("/part/name", "太短了"),
        Fault("/part/count", "没有填"),
        Fault("/part/extra", "不认识这一项"),
        Fault("/at", "时间的写法不对，要像 2026-01-31T12:00:00Z"),
        Fault("/other/name", "太长了"),
        Fault("/other/count", "要写整数"),
    )


def test_a_fault_in_a_list_names_the_place_in_the_list():
    body = b'{"part": {"name": "a", "count": 1}, "at": "2026-01-01T00:00:00Z", "parts": [{"name": "b"}]}'

    with pytest.raises(Invalid) as refused:
        read_json(body, Ask)

    assert refused.value.faults == (Fault("/parts/0/count", "没有填"),)


def test_what_is_not_json_is_one_fault():
    with pytest.raises(Invalid) as refused:
        read_json(b"{", Ask)

    assert refused.value.faults == (Fault("", "不是 JSON"),)


def test_an_empty_body_lists_what_is_missing_at_the_top():
    with pytest.raises(Invalid) as refused:
        read_json(b"", Ask)

    assert refused.value.faults == (Fault("", "要写一组"),)


def test_numbers_in_a_query_are_text_and_every_fault_is_told():
    assert read_query({"name": "a", "count": "3"}, Told) == Told("a", 3)

    with pytest.raises(Invalid) as refused:
        read_query({"count": "x"}, Told)

    assert refused.value.faults == (Fault("/name", "没有填"), Fault("/count", "要写整数"))


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 20_000, b"{", b"\xff\xfe"])
def test_what_is_no_body_or_nested_beyond_use_is_said_to_be_none(body):
    with pytest.raises(Invalid) as refusal:
        read_json(body, Ask)

    assert refusal.value.faults == (Fault("", "不是 JSON"),)
