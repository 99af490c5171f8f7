"""Rows that are carried by a plan behave as PynamoDB's own."""

from typing import Any

import pytest
from pynamodb.attributes import BinaryAttribute, ListAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.exceptions import AttributeNullError
from pynamodb.models import Model

from shouwang.platform.dynamo.flat import Flat


class Slow(Model):
    class Meta:
        table_name = "-"

    who = UnicodeAttribute(hash_key=True)
    name = UnicodeAttribute(default="")
    n = NumberAttribute(default=lambda: 7)
    raw = BinaryAttribute(null=True, legacy_encoding=False)
    tags = UnicodeSetAttribute()


class Quick(Flat):
    who = UnicodeAttribute(hash_key=True)
    name = UnicodeAttribute(default="")
    n = NumberAttribute(default=lambda: 7)
    raw = BinaryAttribute(null=True, legacy_encoding=False)
    tags = UnicodeSetAttribute()


@pytest.mark.parametrize(
    "given",
    [
        {"who": "a"},
        {"who": "a", "name": None, "n": 0, "raw": b"\x00"},
        {"who": "a", "tags": {"x"}},
        {"who": "a", "tags": set()},
        {},
    ],
)
def test_a_row_is_written_and_refused_alike(given: dict[str, Any]) -> None:
    assert _written(Quick, given) == _written(Slow, given)


@pytest.mark.parametrize(
    "stored", [{"who": {"S": "a"}}, {"n": {"N": "1.5"}, "raw": {"NULL": True}, "tags": {"SS": ["x"]}}]
)
def test_a_row_is_read_alike(stored: dict[str, Any]) -> None:
    assert Quick.from_raw_data(stored).attribute_values == Slow.from_raw_data(stored).attribute_values


def test_an_attribute_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="Attribute nobody specified does not exist"):
        Quick(nobody=1)


def test_a_class_whose_rows_nest_or_have_other_names_is_refused() -> None:
    class Nested(Flat):
        who = UnicodeAttribute(hash_key=True)
        many: Any = ListAttribute()

    class Named(Flat):
        who = UnicodeAttribute(hash_key=True, attr_name="w")

    for kind in (Nested, Named):
        with pytest.raises(TypeError):
            kind()


def _written(kind: type[Model], given: dict[str, Any]) -> Any:
    try:
        return kind(**given).serialize()
    except AttributeNullError as refused:
        return str(refused)
