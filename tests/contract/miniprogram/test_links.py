"""What a message leads to is there: every link the slices write names a page of the mini-program."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def pages() -> set[str]:
    app = json.loads((ROOT / "miniprogram" / "app.json").read_text())
    return set(app["pages"]) | {f"{sub['root']}/{page}" for sub in app["subpackages"] for page in sub["pages"]}


def links(file: Path) -> Iterator[str]:
    """The values of every `"link": …` of a file, names of the module's own constants read through."""
    tree = ast.parse(file.read_text())
    known = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign) and _plain(node)}
    for each in ast.walk(tree):
        for key, value in zip(each.keys, each.values, strict=True) if isinstance(each, ast.Dict) else ():
            if isinstance(key, ast.Constant) and key.value == "link":
                yield from _starts(value, known)
        if isinstance(each, ast.Call):
            yield from (one for word in each.keywords if word.arg == "link" for one in _starts(word.value, known))


def _plain(node: ast.Assign) -> bool:
    return isinstance(node.targets[0], ast.Name)


def _starts(value: ast.expr, known: dict[str, ast.expr]) -> Iterator[str]:
    """How a text begins, up to what is only known later."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            yield text
        case ast.BinOp(left=left):
            yield from _starts(left, known)
        case ast.Name(id=name) if name in known:
            yield from _starts(known[name], known)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_starts(body, known), *_starts(orelse, known))


def test_every_link_of_a_message_names_a_page_that_is_there():
    services = sorted((ROOT / "miniprogram-api" / "shouwang").glob("*/service/*.py"))

    found = {(file.parent.parent.name, link.partition("?")[0]) for file in services for link in links(file)}

    assert {slice_ for slice_, _ in found} >= {"assessment", "duty", "honours", "recruitment", "roster", "training"}
    assert {page for _, page in found} - pages() - {""} == set()
