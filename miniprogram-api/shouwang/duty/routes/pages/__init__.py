"""The public pages of the hours log: server-made, no script, at most 10 KB."""

import hashlib
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from shouwang.duty.rules import log as rules
from shouwang.duty.service import PublicLog
from shouwang.duty.service.public_log import RootView
from shouwang.kernel.clock import SHANGHAI, parse_rfc3339
from shouwang.kernel.problem import NotFound
from shouwang.platform.web import Reply

_FOLDER = Path(__file__).parent
_HTML = "text/html; charset=utf-8"
_DAYS, _LINES = 31, 40  # a page, so that it stays below 10 KB
# Source: reference frontend.md section 3
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "public, max-age=60",
}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_LEDGERS = {"measured": "实测", "attested": "见证"}


class Pages(msgspec.Struct, frozen=True):
    """时长公示 for people."""

    log: PublicLog

    def roots(self, cursor: str | None) -> Reply:
        """Sealed days, the newest first."""
        page = self.log.roots(cursor, _DAYS)
        return _page("roots.html", roots=page.items, older=page.cursor, first=cursor is None)

    def day(self, day: date, cursor: str | None) -> Reply:
        """One day: its seal and its lines."""
        page, root = self.log.lines(day, cursor, _LINES), self.log.root(day)
        lines = [_line(json.loads(item.line)) for item in page.items]
        told = json.loads(root.statement) if root else {}
        sealed_at = f"{parse_rfc3339(told['sealed_at']).astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if root else ""
        return _page("day.html", day=day, root=root, sealed_at=sealed_at, lines=lines, more=page.cursor)

    def root_file(self, day: date) -> Reply:
        """A day's signed root as a file. Raises: NotFound."""
        root = self.log.root(day)
        if root is None:
            raise NotFound
        return _file(_document(root), f"{day}.json", "application/json", _FOR_EVER)

    def lines_file(self, day: date, cursor: str | None) -> Reply:
        """A day's lines as a file."""
        page = self.log.download(day, cursor)
        after = f"/hours-log/{day}/lines.jsonl?cursor={page.cursor}"
        link = {"Link": f'<{after}>; rel="next"'} if page.cursor else {}
        content = b"".join(line + b"\n" for line in page.items)
        return _file(content, f"{day}.jsonl", "application/jsonl", {"Cache-Control": "public, max-age=60", **link})

    def tool(self) -> Reply:
        """The tool for strangers."""
        return _file((_FOLDER / "verify.py").read_bytes(), "verify.py", "text/x-python; charset=utf-8", {})

    def style(self) -> Reply:
        """The style sheet; its address changes with its content."""
        return Reply(_style(), "text/css; charset=utf-8", headers=_FOR_EVER)


def _document(root: RootView) -> bytes:
    return rules.canonical({"statement": root.statement, "signature": root.signature})


def _line(said: dict[str, Any]) -> dict[str, Any]:
    """A line as people read it."""
    at = parse_rfc3339(said["recorded_at"]).astimezone(SHANGHAI)
    ledger = _LEDGERS[said["ledger"]]
    return {
        "at": f"{at:%H:%M}",
        "day": said["day"][5:],
        "ledger": ledger,
        "minutes": said["minutes"],
        "id": said["id"][:12],
    }


def _file(content: bytes, name: str, kind: str, headers: dict[str, str]) -> Reply:
    told = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff", **headers}
    return Reply(content, kind, headers=told)


def _page(name: str, **facts: Any) -> Reply:
    style = hashlib.sha256(_style()).hexdigest()[:12]
    html = _templates().get_template(name).render(style=style, **facts)
    return Reply(html.encode(), _HTML, headers=_HEADERS)


@cache
def _templates() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 -- only where a page is made

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> bytes:
    return (_FOLDER / "page.css").read_bytes()
