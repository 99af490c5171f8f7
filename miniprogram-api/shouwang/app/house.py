"""The house of one process: settings, keys and stores below, services above, each made when first asked for."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from shouwang.app.functions import FUNCTIONS
from shouwang.app.made_of import APIS, HANDLERS, JOBS
from shouwang.app.wiring.console import ConsoleWiring
from shouwang.platform.jobs import Jobs, Step, Work
from shouwang.platform.outbox import Handler, Outbox
from shouwang.platform.web import Api, App, build, health
from shouwang.platform.web.by_route import ByRoute, Shapes, Wsgi

# Function -> its routes and the api that serves each; written from the routes by infra/generate.py.
SERVED = Path(__file__).parent / "served.json"


class House(ConsoleWiring):
    """Everything of one process; `wiring` says what each slice's services are made of."""

    def app(self, *functions: str) -> App:
        """The WSGI application of one function, or of several in one process, every page included."""
        names = dict.fromkeys(api for function in functions for api in FUNCTIONS[function].apis)
        return self._built(names)

    def serving(self, function: str) -> Wsgi:
        """The WSGI application of one deployed function: each api is imported when one of its routes is first asked for."""
        served = msgspec.json.decode(SERVED.read_bytes(), type=dict[str, Shapes])
        return ByRoute(served[function], lambda name: self._built([name]).flask, self._built([]).flask)

    def api(self, name: str) -> Api:
        """The routes of one api."""
        made: Api = self._made(*APIS[name])
        return made

    @property
    def outbox(self) -> Outbox:
        """Delivery of events to every slice's handlers."""
        return Outbox(self.handlers, self.now)

    @property
    def jobs(self) -> Jobs:
        """Long work of every kind."""
        return Jobs(self.steps, self.now)

    @cached_property
    def handlers(self) -> Mapping[str, Handler]:
        """Every event kind's one handler."""
        return {
            kind: handler
            for slice_, needs in HANDLERS.items()
            for kind, handler in self._made(f"{slice_}.handlers", "handlers", needs).items()
        }

    @cached_property
    def steps(self) -> Mapping[str, Step | Work]:
        """Every kind of job's step."""
        from shouwang.app.nightly import nightly  # noqa: PLC0415

        return {"nightly": nightly(self), **{kind: self._made(*made) for kind, made in JOBS.items()}}

    def _built(self, apis: Iterable[str]) -> App:
        every = [health.api(), *map(self.api, apis)]
        return build("shouwang", every, self.callers.authenticate, self.callers.names)

    def _made(self, module: str, function: str, needs: tuple[str, ...]) -> Any:
        """What a slice's function makes of this house's services; the slice is imported now, not before."""
        return getattr(import_module(f"shouwang.{module}"), function)(*(getattr(self, need) for need in needs))
