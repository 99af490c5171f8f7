"""Figures that an alarm or a dashboard looks at, as log lines in CloudWatch's embedded metric format: no call, no library.

`FIGURES` is all there is; alarms are made from it (`infra/parts/watch.py`). On one machine the same lines stand in the log.
Source: CloudWatch user guide, "Embedded metric format specification"
"""

import logging
import time
from collections.abc import Mapping

FIGURES: Mapping[str, str] = {
    "DeadLetters": "Count",  # events that are no longer tried: an effect is missing
    "OldestUndoneEvent": "Seconds",  # at the sweep: how long the oldest due event waits
    "FailedJobs": "Count",  # long work that was given up
    "WeChatAlarms": "Count",  # WeChat says that the account, its keys or its address are wrong
    "WeChatRefusals": "Count",  # WeChat refused a single call
    "WeChatLostAnswers": "Count",  # a call whose answer never came; messages among them are `unknown`
}

log = logging.getLogger("shouwang.metrics")
_stage = "local"


def of_stage(stage: str) -> None:
    """Say once a process whose figures these are, so that no stage rings another's bell."""
    global _stage
    _stage = stage


def namespace(stage: str) -> str:
    """Where a stage's figures stand in CloudWatch."""
    return f"Shouwang/{stage}"


def record(figure: str, value: float = 1) -> None:
    """Say a figure. Raises: KeyError for one that no alarm knows."""
    metric = {"Name": figure, "Unit": FIGURES[figure]}
    directive = {"Namespace": namespace(_stage), "Dimensions": [[]], "Metrics": [metric]}
    embedded = {"_aws": {"Timestamp": round(time.time() * 1000), "CloudWatchMetrics": [directive]}, figure: value}
    log.info(figure, extra={"embedded": embedded})
