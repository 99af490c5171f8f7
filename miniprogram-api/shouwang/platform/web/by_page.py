"""Pages that are made when they are first asked for, so that a cold start pays for the one it shows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]

_PAGES = "/console/"


@dataclass(frozen=True, slots=True)
class ByPage:
    """A WSGI application: `rest` at once, and one more for the pages below `/console/<part>`, each made once.

    A path of such a part that its application does not serve is refused by that application, in the same words.
    """

    rest: Wsgi
    makers: Mapping[str, Callable[[], Wsgi]]
    _made: dict[str, Wsgi] = field(default_factory=dict)
    _making: Any = field(default_factory=Lock)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer by the application of the path's page."""
        return self._application(environ.get("PATH_INFO", ""))(environ, start_response)

    def _application(self, path: str) -> Wsgi:
        part = path.removeprefix(_PAGES).partition("/")[0] if path.startswith(_PAGES) else ""
        if part not in self.makers:
            return self.rest
        with self._making:
            if part not in self._made:
                self._made[part] = self.makers[part]()
            return self._made[part]
