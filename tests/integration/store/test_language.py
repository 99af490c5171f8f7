"""The expression language: what is written is read back."""

from hypothesis import given, settings, strategies as st

from dynamodb_sqlite.expressions import conditions, projections, updates
from dynamodb_sqlite.expressions.tree import (
    Action,
    Call,
    Comparison,
    Condition,
    Logic,
    Not,
    Operand,
    Path,
    Placeholder,
    Sum,
)
from tests.tiers import count

WORDS = ["a", "b1", "Cc_d", "#x", "#y_2", "size_of", "in1", "android", "z"]
PATHS = st.builds(
    lambda head, tail: Path((head, *tail)),
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS) | st.integers(0, 2**31 - 1), max_size=3),
)
PLACEHOLDERS = st.builds(Placeholder, st.sampled_from([":v", ":v2", ":_x"]))
OPERANDS = PATHS | PLACEHOLDERS
SIZED = OPERANDS | st.builds(lambda path: Call("size", (path,)), PATHS)
TWO_OPERANDS = st.sampled_from(["begins_with", "contains"])
COMPARATORS = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
FUNCTIONS = st.builds(
    lambda name, path: Call(name, (path,)), st.sampled_from(["attribute_exists", "attribute_not_exists"]), PATHS
) | st.builds(lambda name, path, value: Call(name, (path, value)), TWO_OPERANDS, PATHS, OPERANDS)
LEAVES = st.one_of(
    FUNCTIONS,
    st.builds(lambda sign, left, right: Comparison(sign, (left, right)), COMPARATORS, SIZED, SIZED),
    st.builds(lambda one, low, high: Comparison("BETWEEN", (one, low, high)), SIZED, SIZED, SIZED),
    st.builds(lambda one, among: Comparison("IN", (one, *among)), SIZED, st.lists(SIZED, min_size=1, max_size=4)),
)


def _logic(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    def joined(operator: str, parts: list[Condition]) -> Condition:
        flat = [
            p
            for part in parts
            for p in (part.conditions if isinstance(part, Logic) and part.operator == operator else [part])
        ]
        return Logic(operator, tuple(flat))

    return st.builds(Not, inner) | st.builds(
        joined, st.sampled_from(["AND", "OR"]), st.lists(inner, min_size=2, max_size=3)
    )


CONDITIONS = st.recursive(LEAVES, _logic, max_leaves=8)
VALUES = OPERANDS | st.builds(lambda path, value: Call("if_not_exists", (path, value)), PATHS, OPERANDS)
SETS = st.builds(
    lambda path, value: Action("SET", path, value),
    PATHS,
    VALUES
    | st.builds(Sum, st.sampled_from("+-"), VALUES, VALUES)
    | st.builds(lambda one, other: Call("list_append", (one, other)), VALUES, VALUES),
)
SECTIONS = {
    "SET": SETS,
    "REMOVE": st.builds(lambda path: Action("REMOVE", path, None), PATHS),
    "ADD": st.builds(lambda path, value: Action("ADD", path, value), PATHS, PLACEHOLDERS),
    "DELETE": st.builds(lambda path, value: Action("DELETE", path, value), PATHS, PLACEHOLDERS),
}


KEYWORDS = {"AND", "OR", "NOT", "BETWEEN", "IN", *SECTIONS}
Three = tuple[tuple[str, list[Action]], ...]


def _several(names: list[str]) -> st.SearchStrategy[Three]:
    return st.tuples(
        *(st.tuples(st.just(name), st.lists(SECTIONS[name], min_size=1, max_size=3)) for name in names[:3])
    )


def written(node: Operand | Condition, within: str = "") -> str:
    """A tree as text, with no parentheses but those it needs."""
    if isinstance(node, Path):
        parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in node.parts]
        return "".join(parts)[1:]
    if isinstance(node, Placeholder):
        return node.name
    if isinstance(node, Call):
        return f"{node.name}({', '.join(map(written, node.operands))})"
    if isinstance(node, Sum):
        return f"{written(node.left)} {node.sign} {written(node.right)}"
    if isinstance(node, Comparison):
        return _compared(node)
    if isinstance(node, Not):
        inner = node.condition
        return f"NOT ({written(inner)})" if isinstance(inner, Logic) else f"NOT {written(inner)}"
    text = f" {node.operator} ".join(written(part, node.operator) for part in node.conditions)
    return f"({text})" if within == "AND" and node.operator == "OR" else text


def _compared(node: Comparison) -> str:
    first, *rest = map(written, node.operands)
    if node.operator == "BETWEEN":
        return f"{first} BETWEEN {rest[0]} AND {rest[1]}"
    if node.operator == "IN":
        return f"{first} IN ({', '.join(rest)})"
    return f"{first} {node.operator} {rest[0]}"


def shuffled(text: str, data: st.DataObject) -> str:
    """The same text with other blanks and, for its keywords, other cases."""
    gap = data.draw(st.sampled_from([" ", "  ", "\n", "\t "]))
    lower = data.draw(st.booleans())
    words = [word.lower() if lower and word in KEYWORDS else word for word in text.split(" ")]
    return gap.join(words)


@settings(max_examples=count(80, 5000))
@given(CONDITIONS, st.data())
def test_a_condition_that_is_written_is_read_back(condition: Condition, data: st.DataObject) -> None:
    assert conditions.parse(shuffled(written(condition), data)).condition == condition


@settings(max_examples=count(80, 5000))
@given(st.permutations(list(SECTIONS)).flatmap(_several), st.data())
def test_an_update_that_is_written_is_read_back(sections: Three, data: st.DataObject) -> None:
    texts = []
    for name, actions in sections:
        sign = " = " if name == "SET" else " "
        parts = [
            written(action.path) + ("" if action.value is None else sign + written(action.value)) for action in actions
        ]
        texts.append(f"{name} {', '.join(parts)}")

    names, found = updates.parse(shuffled(" ".join(texts), data))

    assert names == tuple(name for name, _ in sections)
    assert found == tuple(action for _, actions in sections for action in actions)


@settings(max_examples=count(40, 2000))
@given(st.lists(PATHS, min_size=1, max_size=4), st.data())
def test_a_projection_that_is_written_is_read_back(paths: list[Path], data: st.DataObject) -> None:
    assert projections.parse(shuffled(", ".join(map(written, paths)), data)) == tuple(paths)
