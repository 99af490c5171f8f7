"""What an action costs in the store's units, measured; what a month costs for 1,500 to 1,500,000 volunteers, computed from it.

The demo journey is played over HTTP against the whole house in this process, on the embedded store, which counts units as
DynamoDB does (ReturnConsumedCapacity). Each unit is booked to the route or the event that spent it. `--write` makes
docs/cost.md anew, and
benchmarks/evening.json: which keys an act asks for. Exit 1 when a month of 1,500 volunteers spends more than 5 dollars on usage.
"""

import logging
import os
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from _bill import ROOT, SIZES, page, usage
from _keys import Keys
from flask import Response, has_request_context, request
from werkzeug.serving import make_server

from dynamodb_sqlite.operations import insights
from shouwang.app import FUNCTIONS
from shouwang.platform.dynamo.connection import connection
from shouwang_local import control, seed
from shouwang_local.demo import journey
from shouwang_local.demo.play import Stage
from shouwang_local.house import open_house
from shouwang_local.seed import simulator
from wechat_simulator import serve

PAGE = ROOT / "docs" / "cost.md"
MOST_DOLLARS = 5.0
READS = {"GetItem", "Query", "BatchGetItem", "TransactGetItems", "Scan"}

_event: ContextVar[str] = ContextVar("event", default="")


@dataclass
class Book:
    """Units by what spent them."""

    read: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    written: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    calls: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    keys: Keys = field(default_factory=Keys)

    def ask(self, params: dict[str, Any], model: Any, **_: Any) -> dict[str, Any]:
        """Every request asks for its units."""
        asked = model.input_shape and "ReturnConsumedCapacity" in model.input_shape.members
        return {**params, "ReturnConsumedCapacity": "TOTAL"} if asked else params

    def note(self, parsed: dict[str, Any], model: Any, **_: Any) -> None:
        """Book what an answer says."""
        told = parsed.get("ConsumedCapacity") or ()
        units = sum(one["CapacityUnits"] for one in ([told] if isinstance(told, dict) else told))
        side = self.read if model.name in READS else self.written
        side[_spender()] += units

    def answered(self, answer: Response) -> Response:
        """A request is done."""
        self.calls[_spender()] += 1
        if answer.status_code < 300:
            told = request.get_json(silent=True) if request.is_json else None
            way = f" {told['way']}" if isinstance(told, dict) and "way" in told else ""
            self.keys.end(_spender() + way)
        return answer

    def a_call(self, spender: str) -> tuple[float, float]:
        """Units read and written by one call on the average."""
        calls = self.calls[spender] or 1
        return self.read[spender] / calls, self.written[spender] / calls


def _spender() -> str:
    if has_request_context():
        rule = request.url_rule.rule if request.url_rule else request.path
        return f"{request.method} {rule.replace('<', '{').replace('>', '}')}"
    return _event.get()


def main() -> int:
    """Measure, compute, print; 1 when the bar is missed."""
    with tempfile.TemporaryDirectory() as folder, _house(Path(folder)) as (stage, book):
        journey.play(stage, Path(folder))
    told = page(book)
    print(told)
    if "--write" in sys.argv:
        PAGE.write_text(told)
        book.keys.write()
    return int(usage(book, SIZES[0]) > MOST_DOLLARS)


@contextmanager
def _house(folder: Path) -> Iterator[tuple[Stage, Book]]:
    """The whole house in this process, with a worker; every unit booked."""
    deployment = journey.fresh_deployment(folder / "store")
    seed.seed_once(deployment)
    os.environ.update(deployment.environment())
    phones = serve(deployment.wechat_port, backend=deployment.api_url)
    house, book, stop = open_house(), Book(), threading.Event()
    events = connection().client.meta.events
    events.register("provide-client-params.dynamodb", book.ask)
    events.register("after-call.dynamodb", book.note)
    app = house.app(*FUNCTIONS).flask
    app.before_request(book.keys.begin)
    app.after_request(book.answered)
    insights.watchers.append(book.keys.touch)
    server = make_server("127.0.0.1", deployment.port, app, threaded=True)
    door = control.serve(deployment)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)

    def work() -> None:
        while not stop.wait(0.05):
            for event in house.outbox.due():
                _event.set(event.kind)
                book.calls[event.kind] += 1
                book.keys.begin()
                house.outbox.deliver(event)
                book.keys.end(event.kind)
                _event.set("the worker's looks")

    threads = [threading.Thread(target=work), threading.Thread(target=server.serve_forever)]
    for thread in threads:
        thread.start()
    simulator.introduce(deployment)
    try:
        yield Stage(deployment, quiet=True, patience_s=5), book
    finally:
        stop.set()
        server.shutdown()
        door.shutdown()
        phones.close()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    sys.exit(main())
