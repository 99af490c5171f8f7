"""Rows without nesting, carried to and from the wire by a plan made once for each class.

PynamoDB asks of every value of every row whether it is a map, a list, an alias, a version or a discriminator. Our tables
have none of them, and a row of twenty values is made and written many times a second.
"""

from functools import cache
from typing import Any, Self

import msgspec
from pynamodb.attributes import Attribute, ListAttribute, MapAttribute
from pynamodb.exceptions import AttributeNullError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model


class _Plan(msgspec.Struct, frozen=True):
    """The attributes of a class as its rows need them."""

    attributes: tuple[tuple[str, Attribute[Any]], ...]
    defaults: tuple[tuple[str, Any], ...]  # of those that have one


@cache
def _plan(kind: type["Flat"]) -> _Plan:
    """The plan of a class. Raises: TypeError for a class whose rows would be more than names and values."""
    attributes = tuple(kind.get_attributes().items())
    for name, attribute in attributes:
        nested = isinstance(attribute, ListAttribute | MapAttribute)
        if nested or attribute.attr_name != name or attribute.default_for_new is not None:
            raise TypeError(f"{kind.__name__}.{name} is no plain attribute of a row")
    return _Plan(attributes, tuple((name, one.default) for name, one in attributes if one.default is not None))


class Flat(Model):
    """A model whose attributes are single values under their own names; its rows behave as PynamoDB's."""

    class Meta:
        """PynamoDB wants one."""

        table_name = "-"

    def _set_defaults(self, _user_instantiated: bool = True) -> None:
        values = self.attribute_values
        for name, default in _plan(type(self)).defaults:
            values[name] = default() if callable(default) else default

    def _set_attributes(self, **attributes: Any) -> None:
        known = self.get_attributes()
        for name in attributes:
            if name not in known:
                raise ValueError(f"Attribute {name} specified does not exist")
        self.attribute_values.update(attributes)

    def _container_serialize(self, null_check: bool = True) -> dict[str, dict[str, Any]]:
        values, item = self.attribute_values, {}
        for name, attribute in _plan(type(self)).attributes:
            value = values.get(name)
            written = None if value is None else attribute.serialize(value)
            if written is not None:
                item[name] = {attribute.attr_type: written}
            elif null_check and not attribute.null:
                raise AttributeNullError(name)
        return item

    @classmethod
    def _instantiate(cls, attribute_values: dict[str, dict[str, Any]]) -> Self:
        row = cls(_user_instantiated=False)
        for name, attribute in _plan(cls).attributes:
            stored = attribute_values.get(name)
            if stored and "NULL" not in stored:
                row.attribute_values[name] = attribute.deserialize(attribute.get_value(stored))
        return row

    def get_save_kwargs_from_instance(
        self, condition: Condition | None = None, return_values_on_condition_failure: str | None = None
    ) -> dict[str, Any]:
        """The put of a row, on its condition."""
        put: dict[str, Any] = {"TableName": self._get_connection().table_name, "Item": self.serialize()}
        names: dict[str, str] = {}
        values: dict[str, Any] = {}
        if condition is not None:
            put["ConditionExpression"] = condition.serialize(names, values)
        if names:
            put["ExpressionAttributeNames"] = {alias: name for name, alias in names.items()}
        if values:
            put["ExpressionAttributeValues"] = values
        if return_values_on_condition_failure is not None:
            put["ReturnValuesOnConditionCheckFailure"] = return_values_on_condition_failure
        return put
