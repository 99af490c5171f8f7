"""An app that listens while a test runs, and is left only when nobody is being answered any more."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Response
from werkzeug.wsgi import ClosingIterator

ENDED_WITHIN_S = 30
CLOSED = Response("closed", 503)


class Listening:
    """An address, and the WSGI app behind it, which may be named after the address is known."""

    def __init__(self, app: Any, host: str) -> None:
        self.app = app
        self._answering = 0
        self._changed = threading.Condition()
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.url = f"http://{host}:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self._changed:
            app = self.app
            self._answering += 1
        try:
            return ClosingIterator(app(environ, start_response), self._answered)
        except BaseException:
            self._answered()
            raise

    def _answered(self) -> None:
        with self._changed:
            self._answering -= 1
            self._changed.notify()

    def close(self) -> None:
        """Take no more requests; come back when the last is answered."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.leave()

    def leave(self) -> None:
        """Leave the app; come back when the last request is answered, for it must not reach the next test's world."""
        with self._changed:
            self.app = CLOSED
            assert self._changed.wait_for(lambda: self._answering == 0, ENDED_WITHIN_S), "a request never ended"


@contextmanager
def listening(app: Any = CLOSED, host: str = "127.0.0.1") -> Iterator[Listening]:
    """An app on a free port of this machine."""
    made = Listening(app, host)
    try:
        yield made
    finally:
        made.close()
