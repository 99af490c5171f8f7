"""The runner's control port, on loopback, only beside a demo store: moves the clock of every process forward."""

import json
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from shouwang_local import clock
from shouwang_local.deployment import Deployment


def serve(deployment: Deployment) -> ThreadingHTTPServer:
    """Answer `POST /clock {"advance_s": n}` with `{"offset_s": n}`."""

    class Control(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            try:
                offset = clock.advance(deployment.clock_file, float(asked["advance_s"]))
            except (KeyError, TypeError, ValueError) as fault:
                self._answer(400, {"fault": str(fault)})
                return
            _tell_simulator(deployment, float(asked["advance_s"]))
            self._answer(200, {"offset_s": offset})

        def _answer(self, status: int, body: dict[str, object]) -> None:
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", deployment.control_port), Control)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _tell_simulator(deployment: Deployment, seconds: float) -> None:
    body = json.dumps({"advance_s": seconds}).encode()
    request = urllib.request.Request(f"{deployment.wechat_url}/__sim/clock", data=body, method="POST")
    with urllib.request.urlopen(request, timeout=5) as answer:
        answer.read()
