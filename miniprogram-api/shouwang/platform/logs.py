"""Logs: one JSON line each, from a list of fields that may be said; never names, numbers, places, tokens or exception texts."""

import json
import logging
import sys
import time
from typing import TextIO

# What a line may carry besides time, level, logger and message. A field that is not here is not written.
FIELDS = (
    "method",
    "route",
    "status",
    "ms",
    "store_requests",
    "request_id",
    "actor",
    "fault",
    "place",
    "event",
    "kind",
    "errcode",
    "rid",
    "call",
    "count",
    "job",
    "step",
)


class JsonLines(logging.Formatter):
    """A record as one JSON line. Exception texts are left out: they may quote what a person sent."""

    def format(self, record: logging.LogRecord) -> str:  # noqa: D102 -- logging's protocol
        line = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "log": record.name,
            "message": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        for name in FIELDS:
            if hasattr(record, name):
                line[name] = getattr(record, name)
        line |= getattr(record, "embedded", {})  # a figure for CloudWatch, see `platform.metrics`
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up(stream: TextIO | None = None) -> None:
    """Send our loggers to standard output as JSON lines; libraries only from WARNING, without their arguments."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("shouwang").setLevel(logging.INFO)
