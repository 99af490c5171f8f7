"""The volunteers' mini-program in a browser, at `/phone` beside the console: built files, and the way to WeChat's simulator.

A local process mounts it around the application; it is no route of ours, and no package of ours holds it.
"""

import mimetypes
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "local" / "phone" / "build.mjs"
BUILT = ROOT / "build" / "phone"
COMMANDS = frozenset({"people", "login", "phone", "grant", "sent"})  # of the simulator's control API
_MOST_BYTES = 65_536

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def build(folder: Path = BUILT) -> None:
    """Build the mini-program for a browser. Raises: OSError without node, CalledProcessError with what is wrong with it."""
    subprocess.run(["node", str(BUILD), str(folder)], check=True, capture_output=True, text=True)


def mounted(app: Wsgi, wechat_url: str, folder: Path = BUILT) -> Wsgi:
    """The application with the phone beside it."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        if path == "/phone":
            start_response("308 Permanent Redirect", [("Location", "/phone/")])
            return [b""]
        if not path.startswith("/phone/"):
            return app(environ, start_response)
        name = path.removeprefix("/phone/") or "index.html"
        if name.startswith("wechat/") and name.removeprefix("wechat/") in COMMANDS:
            return _ask_simulator(environ, start_response, f"{wechat_url}/__sim/{name.removeprefix('wechat/')}")
        if name not in files:
            return _answer(start_response, "404 Not Found", "text/plain", b"no such file: run `make run` again")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return _answer(start_response, "200 OK", kind, files[name].read_bytes())

    return serve


def _ask_simulator(environ: dict[str, Any], start_response: Any, url: str) -> Iterable[bytes]:
    length = min(int(environ.get("CONTENT_LENGTH") or 0), _MOST_BYTES)
    request = urllib.request.Request(url, environ["wsgi.input"].read(length) or b"{}", method="POST")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return _answer(start_response, "200 OK", "application/json", answer.read())
    except urllib.error.HTTPError as refused:
        return _answer(start_response, "502 Bad Gateway", "application/json", refused.read())
    except OSError:
        return _answer(start_response, "502 Bad Gateway", "text/plain", b"the WeChat simulator does not answer")


def _answer(start_response: Any, status: str, kind: str, body: bytes) -> Iterable[bytes]:
    text = f"{kind}; charset=utf-8" if kind.startswith(("text/", "application/j")) else kind
    headers = [("Content-Type", text), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(status, headers)
    return [body]
