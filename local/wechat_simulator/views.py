"""HTML of the page for people, from templates that escape every value."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wechat_simulator.records import Scan

# What a backend's answer usually holds, in words; other keys stand as they came.
_LABELS = {
    "browser": "浏览器",
    "city": "城市",
    "asked_at": "时间",
    "number": "数字",
    "state": "状态",
    "title": "结果",
    "detail": "说明",
}
_WENT_WELL = {"scanned": "后端认得这个码", "confirm": "确认过了", "deny": "已经告诉后端，不是本人"}
_CHINA = timezone(timedelta(hours=8))


def render(template: str, **values: Any) -> str:
    """A page."""
    return _environment.get_template(template).render(**values)


def _china(instant: datetime) -> str:
    return f"{instant.astimezone(_CHINA):%Y-%m-%d %H:%M:%S}"


def _label(key: str) -> str:
    return _LABELS.get(key, key)


def _urlpart(text: str) -> str:
    return quote(text, safe="")


def _outcome(scan: Scan) -> str:
    if not scan.status:
        return "后端没有应答"
    return _WENT_WELL[scan.step] if scan.went_well else f"后端不认，答 {scan.status}"


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {
    "china": _china,
    "label": _label,
    "instant": datetime.fromisoformat,
    "urlpart": _urlpart,
    "outcome": _outcome,
}
