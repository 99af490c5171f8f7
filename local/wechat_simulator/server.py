"""The simulator as an HTTP server: WeChat's API, the control API and a page for people, on loopback only."""

import socket
import sys
import threading
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from wechat_simulator import keeping, pushes
from wechat_simulator.connection import Connection, Host
from wechat_simulator.handset import Handset
from wechat_simulator.world import Account, Clock, World


class Server:
    """A running simulator."""

    def __init__(self, http: "_Http", thread: threading.Thread) -> None:
        self._http = http
        self._thread = thread
        self.world = http.world
        self.url = f"http://127.0.0.1:{http.server_address[1]}"

    def close(self) -> None:
        """Stop, and end every open connection."""
        self._http.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._http.drop_all()
        self._thread.join()


def serve(
    port: int = 8001,
    *,
    seed: int = 1,
    now: Clock = lambda: datetime.now(UTC),
    account: Account | None = None,
    state: Path | None = None,
    backend: str = "http://127.0.0.1:8000",
    deliver_every_s: float | None = None,
) -> Server:
    """Start a simulator in a thread of its own; port 0 takes any free one.

    `state` keeps people and grants over a restart. `deliver_every_s` sends waiting pushes without being asked.
    Raises: OSError for a port in use, ValueError for a state file that is not ours.
    """
    world = World(account or Account(push_url=f"{backend.rstrip('/')}/wechat/push"), seed, now)
    if state:
        keeping.load(world, state)
    http = _Http(port, world, Handset(world, backend), state)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    if deliver_every_s:
        threading.Thread(target=http.keep_delivering, args=(deliver_every_s,), daemon=True).start()
    return Server(http, thread)


class _Http(ThreadingHTTPServer, Host):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, world: World, handset: Handset, state: Path | None) -> None:
        self.world = world
        self.handset = handset
        self.closing = threading.Event()
        self._state = state
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), Connection)

    def keep(self) -> None:
        """Write the state file when something in it changed."""
        with self.world.lock:
            if self._state and self.world.changed:
                keeping.save(self.world, self._state)

    def keep_delivering(self, every_s: float) -> None:
        """Send waiting pushes until the server closes."""
        while not self.closing.wait(every_s):
            if self.world.account.appid and self.world.account.push_url:
                pushes.deliver(self.world)

    def opened(self, connection: socket.socket) -> None:
        self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        self._open.discard(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hung up is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def drop_all(self) -> None:
        """End what callers keep open."""
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other end was quicker
