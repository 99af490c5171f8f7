"""What a table should hold, as dictionaries; the conditions, updates and reads that are asked of it, and what they mean."""

from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.contract.dynamodb.schemas import attributes, index, keys

Item = dict[str, Any]
Key = tuple[str, int]


class Invalid(Exception):
    """The update does not fit the item."""


class Condition(NamedTuple):
    """A condition as text, its values, and what it means for an item; nothing there is an empty item."""

    text: str
    values: Item
    holds: Callable[[Item], bool]


class Update(NamedTuple):
    """An update as text, its values, and what it makes of an item."""

    text: str
    values: Item
    change: Callable[[Item], None]
    makes: bool = True  # whether it makes an item where none was


def conditions(number: int, tag: str) -> list[Condition]:
    """Conditions about a number and a tag."""
    return [
        Condition("attribute_exists(id)", {}, bool),
        Condition("attribute_not_exists(id)", {}, lambda old: not old),
        Condition("n < :c", {"c": number}, lambda old: "n" in old and old["n"] < number),
        Condition("n <> :c", {"c": number}, lambda old: old.get("n") != number),
        Condition("n IN (:c, :d)", {"c": number, "d": number + 1}, lambda old: old.get("n") in (number, number + 1)),
        Condition(
            "n BETWEEN :c AND :d OR NOT attribute_exists(tags)",
            {"c": number, "d": number + 2},
            lambda old: number <= old.get("n", number - 1) <= number + 2 or "tags" not in old,
        ),
        Condition("contains(tags, :t)", {"t": tag}, lambda old: tag in old.get("tags", ())),
        Condition("size(tags) >= :c", {"c": number}, lambda old: "tags" in old and len(old["tags"]) >= number),
        Condition("notes[1] = :c AND n > :c", {"c": number}, lambda old: _second(old) == number < old.get("n", number)),
    ]


def _second(item: Item) -> Any:
    notes = item.get("notes", [])
    return notes[1] if len(notes) > 1 else None


def updates(number: int, tag: str) -> list[Update]:
    """Updates with a number and a tag."""
    return [
        Update("ADD n :c", {"c": number}, lambda item: item.update(n=item.get("n", 0) + number)),
        Update(
            "SET n = if_not_exists(n, :z) - :c", {"c": number, "z": 0}, lambda i: i.update(n=i.get("n", 0) - number)
        ),
        Update("SET n = n + :c", {"c": number}, lambda item: item.update(n=_there(item, "n") + number)),
        Update("SET team = :t, points = :c", {"t": tag, "c": number}, lambda i: i.update(team=tag, points=number)),
        Update("REMOVE team", {}, lambda item: item.pop("team", None), makes=False),
        Update("REMOVE points SET n = :c", {"c": number}, lambda i: (i.pop("points", None), i.update(n=number))),
        Update("ADD tags :t", {"t": {tag}}, lambda item: item.update(tags=item.get("tags", set()) | {tag})),
        Update("DELETE tags :t", {"t": {tag}}, lambda item: _without(item, tag), makes=False),
        Update(
            "SET notes = list_append(if_not_exists(notes, :e), :l)",
            {"e": [], "l": [number]},
            lambda item: item.update(notes=[*item.get("notes", []), number]),
        ),
        Update("REMOVE notes[0]", {}, lambda item: _there(item, "notes").__delitem__(slice(0, 1)), makes=False),
    ]


def _there(item: Item, name: str) -> Any:
    if name not in item:
        raise Invalid
    return item[name]


def _without(item: Item, tag: str) -> None:
    if "tags" in item:
        item["tags"] = item["tags"] - {tag}
        if not item["tags"]:
            del item["tags"]


class Model:
    """The items, by key."""

    def __init__(self) -> None:
        self.items: dict[Key, Item] = {}

    def holds(self, key: Key, condition: Condition | None) -> bool:
        """Whether a condition holds for what lies there."""
        return condition is None or condition.holds(self.items.get(key, {}))

    def updated(self, key: Key, update: Update) -> Item | None:
        """What an update would make of it; None where there is nothing and nothing comes.

        Raises: Invalid.
        """
        old = self.items.get(key)
        if old is None and not update.makes:
            return None
        new = {"id": key[0], "seq": key[1]} if old is None else {**old, "notes": list(old.get("notes", ()))}
        if old is not None and "notes" not in old:
            del new["notes"]
        update.change(new)
        return new


TABLE = {
    "TableName": "notes",
    "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": keys("id", "seq"),
    "AttributeDefinitions": attributes(id="S", seq="N", team="S", points="N"),
    "GlobalSecondaryIndexes": [index("by-team", keys("team", "points"), "ALL")],
    "LocalSecondaryIndexes": [index("by-points", keys("id", "points"), "ALL")],
}
IDS, TAGS, NUMBERS = (
    st.sampled_from(["", "b"]).map(lambda text: f"id{text}"),
    st.sampled_from("xyz"),
    st.integers(-2, 3),
)
KEYS = st.tuples(IDS, st.sampled_from([-11, -2, 0, 7, 10]))
CONDITIONS = st.none() | st.builds(conditions, NUMBERS, TAGS).flatmap(st.sampled_from)
UPDATES = st.builds(updates, NUMBERS, TAGS).flatmap(st.sampled_from)
BODIES = st.fixed_dictionaries(
    {}, optional={"n": NUMBERS, "team": TAGS, "points": NUMBERS, "tags": st.sets(TAGS, min_size=1)}
)
RANGES: dict[str, Any] = {
    "": lambda value, low, high: True,
    " AND {0} = :lo": lambda value, low, high: value == low,
    " AND {0} < :lo": lambda value, low, high: value < low,
    " AND {0} <= :lo": lambda value, low, high: value <= low,
    " AND {0} > :lo": lambda value, low, high: value > low,
    " AND {0} >= :lo": lambda value, low, high: value >= low,
    " AND {0} BETWEEN :lo AND :hi": lambda value, low, high: low <= value <= high,
}
ACTIONS = st.lists(
    st.tuples(st.sampled_from(["Put", "Update", "Delete", "ConditionCheck"]), KEYS, BODIES, UPDATES, CONDITIONS),
    min_size=1,
    max_size=4,
    unique_by=lambda action: action[1],
)
