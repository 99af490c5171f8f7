"""Every page of the console in a state worth looking at: the one table that barriers are tested and pictures are made from.

A scene is a force with something in it, somebody who signs in, and the pages to open. A new page adds its path to a scene of
its group (a module of this package with a tuple `SCENES`), and is thereby measured in both themes, at a desk and on a phone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tests.world import Person, World


@dataclass(frozen=True)
class Scene:
    """One state of a force, and what is looked at in it. `prepare` answers with who sits down and the paths by name."""

    name: str
    prepare: Callable[[World], tuple[Person, dict[str, str]]]


def every() -> list[Scene]:
    """All scenes of all groups."""
    names = sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py"))
    return [scene for name in names for scene in import_module(f"{__name__}.{name}").SCENES]
