"""`make openapi`: what the code declares, written down: docs/api/openapi.json and docs/problems.md."""

import inspect
import json
import pkgutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import shouwang
from shouwang.app import FUNCTIONS, House
from shouwang.kernel.problem import Problem
from shouwang.platform.keys import make_key_file
from shouwang.platform.web.openapi import document
from shouwang.settings import Settings
from shouwang_local.deployment import Deployment
from shouwang_local.embedded import use_embedded_store

FILE = Path("docs/api/openapi.json")
PROBLEMS = Path("docs/problems.md")


@contextmanager
def local_house() -> Iterator[House]:
    """A House on an empty store that goes away; for looking at what the code declares."""
    use_embedded_store()
    with tempfile.TemporaryDirectory() as folder:
        deployment = Deployment(Path(folder))
        make_key_file(deployment.folder / "keys.json")
        yield House(Settings.from_env(deployment.environment()))


def openapi() -> str:
    """The document as text, the same for the same routes."""
    with local_house() as house:
        told = document(house.app(*FUNCTIONS).routes, "https://shouwang.example")
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def all_problems() -> list[type[Problem]]:
    """Every named refusal of what ships, by slug."""
    for module in pkgutil.walk_packages(shouwang.__path__, "shouwang."):
        import_module(module.name)
    found = {kind for kind in _with_subclasses(Problem) if kind.__module__.startswith("shouwang.")}
    return sorted(found, key=lambda kind: (kind.slug, kind.__qualname__))


def problems() -> str:
    """The page of problems: what each slug means, for whoever writes a client."""
    rows = [
        f"| `{kind.slug}` | {kind.status} | {kind.title} | {inspect.cleandoc(kind.__doc__ or '').splitlines()[0]} |"
        for kind in all_problems()
    ]
    head = "# Problems\n\nWritten by `make openapi` from the code. Every refusal is RFC 9457; `type` is `/problems/<slug>`.\n"
    return "\n".join([head, "| slug | status | title | when |", "|---|---|---|---|", *dict.fromkeys(rows)]) + "\n"


def main(_: list[str]) -> None:
    """Write the contract and the page of problems."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(openapi())
    PROBLEMS.write_text(problems())


def _with_subclasses(kind: type[Problem]) -> set[type[Problem]]:
    return {kind}.union(*(_with_subclasses(sub) for sub in kind.__subclasses__()))
