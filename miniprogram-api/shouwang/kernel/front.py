"""A package's front: what it shows of its modules, each imported when it is first asked for.

A cold start pays for every module it imports. A package that names its modules' contents in one place would have all of
them imported by whoever wants one; so it names them for the type checker only, and `front` finds the module of a name there:

    if TYPE_CHECKING:
        from shouwang.duty.service.check_ins import CheckIns as CheckIns

    __getattr__ = front(__name__)

A name must not be that of a module beside it: importing the module would put it in the name's place.
Source: https://peps.python.org/pep-0562/
"""

import re
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_IMPORTS = re.compile(r"^    from (shouwang[\w.]*) import (\([^)]*\)|.*)$", re.MULTILINE)
_SHOWN = re.compile(r"\b(\w+) as \1\b")  # as type checkers want what is shown on to be written


def front(package: str) -> Callable[[str], Any]:
    """The `__getattr__` of a package whose source names what it shows. Raises: AttributeError for any other name."""
    where = cache(_where)

    def shown(name: str) -> Any:
        module = where(package).get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = import_module(f"{package}.{name}") if module == package else getattr(import_module(module), name)
        setattr(sys.modules[package], name, found)
        return found

    return shown


def _where(package: str) -> dict[str, str]:
    spec = find_spec(package)
    loader: Any = spec.loader if spec else None
    source = loader.get_source(package)
    return {name: module for module, names in _IMPORTS.findall(source) for name in _SHOWN.findall(names)}
