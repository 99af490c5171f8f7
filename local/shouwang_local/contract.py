"""`make openapi`: the contract of every function's routes, written to docs/api/openapi.json."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shouwang.app import FUNCTIONS, House
from shouwang.platform.keys import make_key_file
from shouwang.platform.web.openapi import document
from shouwang.settings import Settings
from shouwang_local.deployment import Deployment
from shouwang_local.embedded import use_embedded_store

FILE = Path("docs/api/openapi.json")


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


def write_openapi() -> None:
    """Write the contract."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(openapi())
