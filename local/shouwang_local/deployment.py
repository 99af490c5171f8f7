"""One deployment on one machine: a folder with the store, the keys and the files, and the ports it answers on."""

import os
import socket
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from shouwang.platform.keys import make_key_file

# Kinds of subscribe messages -> the template id and title that the simulator knows.
TEMPLATES = {
    "application-progress": ("TmplApplicationProgress0000000000000000001", "报名进度通知"),
    "honour-awarded": ("TmplHonourAwarded00000000000000000000000001", "荣誉授予通知"),
}


class CannotStart(Exception):
    """Something on this machine is in the way; the text is one plain line."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where things are. Shapes: ports on 127.0.0.1."""

    folder: Path
    port: int = 8000
    wechat_port: int = 8001
    control_port: int = 0  # 0: no settable clock
    host_name: str = "localhost"

    @property
    def store_file(self) -> Path:
        """The embedded store."""
        return self.folder / "shouwang.db"

    @property
    def clock_file(self) -> Path:
        """The demo clock's offset."""
        return self.folder / "clock"

    @property
    def url(self) -> str:
        """Where people look."""
        return f"http://{self.host_name}:{self.port}"

    @property
    def api_url(self) -> str:
        """Where programs on this machine look."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def wechat_url(self) -> str:
        """The simulator."""
        return f"http://127.0.0.1:{self.wechat_port}"

    def prepare(self) -> None:
        """Make the folder and keys; refuse early what cannot work. Raises: CannotStart."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            make_key_file(self.folder / "keys.json")
        except OSError as fault:
            raise CannotStart(f"cannot write to {self.folder}: {fault.strerror}") from fault
        check_store_file(self.store_file)
        check_port(self.port, "--port")
        check_port(self.wechat_port, "--wechat-port")

    def environment(self) -> dict[str, str]:
        """The environment of every process of this deployment: nothing of SHOUWANG_ is inherited."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("SHOUWANG_")}
        own = {
            "STORE": f"sqlite:///{self.store_file}",
            "KEYS": f"file://{self.folder / 'keys.json'}",
            "BLOBS": f"file://{self.folder / 'files'}",
            "PUBLIC_URL": self.url,
            "STAGE": "local",
            "WECHAT_APPID": "wxshouwanglocal0001",
            "WECHAT_SECRET": "local-simulator-only",
            "WECHAT_URL": self.wechat_url,
            "WECHAT_PUSH_TOKEN": "LocalPushToken",
            "WECHAT_PUSH_AES_KEY": "A" * 43,
            "WECHAT_TEMPLATES": ",".join(f"{name}={template_id}" for name, (template_id, _) in TEMPLATES.items()),
            "FORCE_NAME": "望澜区义警支队",
        }
        if self.control_port:
            own["CLOCK_OFFSET_FILE"] = str(self.clock_file)
        return inherited | {f"SHOUWANG_{name}": value for name, value in own.items()}


def check_port(port: int, option: str) -> None:
    """Raises: CannotStart when somebody already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise CannotStart(f"port {port} is in use: stop what runs there, or start with {option}") from taken


def free_port() -> int:
    """A port that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def check_store_file(file: Path) -> None:
    """Raises: CannotStart when the store's file is damaged; it is left as it is."""
    if not file.exists():
        return
    advice = f"{file} is damaged: move it away and restore a backup (docs/operations.md), or start anew without it"
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as opened:
            answer = opened.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as damaged:
        raise CannotStart(advice) from damaged
    if answer != ("ok",):
        raise CannotStart(advice)
