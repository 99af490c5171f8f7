"""Playing a person's phone against the backend: log in as them, scan a code, confirm or deny.

The backend's addresses are data here; any backend with the same three steps can be played.
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from wechat_simulator.loopback import NO_ANSWER, OPENER, require_loopback
from wechat_simulator.records import Scan
from wechat_simulator.world import World

_PATIENCE_S = 10
_LOGIN = "/v1/login"
_SCAN = "/v1/console-sign-in/{scene}/{step}"
# A code may hold the scene alone, or an address or path that carries it.
_SCENE_MARK = "scene="


class Handset:
    """Everybody's phone. The last scan of each person is remembered."""

    def __init__(self, world: World, backend: str) -> None:
        require_loopback(backend)
        self.world = world
        self.backend = backend.rstrip("/")

    def scan(self, user: str, pasted: str) -> Scan:
        """Log in as the person with a fresh code and tell the backend what was scanned."""
        scene = _scene(pasted)
        with self.world.lock:
            code = self.world.mint_login_code(user)
        status, told = self._post(_LOGIN, {"code": code}, "")
        token = str(told.get("token", ""))
        if status == 200:
            status, told = self._post(_SCAN.format(scene=urllib.parse.quote(scene, safe=""), step="scanned"), {}, token)
        scan = Scan(scene, token, status, told)
        self.world.scans[user] = scan
        return scan

    def answer(self, user: str, step: str) -> Scan | None:
        """Press `confirm` or `deny`; the number the backend told is the one the person compared."""
        scan = self.world.scans.get(user)
        if scan is None or not scan.waiting or step not in ("confirm", "deny"):
            return None
        body = {"number": scan.told["number"]} if step == "confirm" and "number" in scan.told else {}
        scan.step = step
        path = _SCAN.format(scene=urllib.parse.quote(scan.scene, safe=""), step=step)
        scan.status, scan.told = self._post(path, body, scan.token)
        return scan

    def _post(self, path: str, body: dict[str, Any], token: str) -> tuple[int, dict[str, Any]]:
        with self.world.lock:
            key = self.world.hex(32)
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(self.backend + path, json.dumps(body).encode(), headers)
        try:
            with OPENER.open(request, timeout=_PATIENCE_S) as answer:
                return answer.status, _read(answer.read(100_000))
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, _read(refused.read(100_000))
        except NO_ANSWER as lost:
            return 0, {"title": "后端没有应答", "detail": f"{self.backend}：{type(lost).__name__}"}


def _scene(pasted: str) -> str:
    text = pasted.strip()
    if _SCENE_MARK in text:
        text = urllib.parse.unquote(text.split(_SCENE_MARK, 1)[1].split("&", 1)[0])
    return text


def _read(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content or b"{}")
    except ValueError:
        return {"detail": content[:200].decode(errors="replace")}
    return told if isinstance(told, dict) else {"detail": str(told)[:200]}
