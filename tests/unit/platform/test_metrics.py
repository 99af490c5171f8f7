"""Figures for alarms, as log lines."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from shouwang.platform import logs, metrics


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What is logged from now on."""
    root, stream = logging.getLogger(), io.StringIO()
    before = (root.handlers[:], root.level, logging.getLogger("shouwang").level)
    logs.set_up(stream)
    yield stream
    root.handlers[:], root.level = before[0], before[1]
    logging.getLogger("shouwang").setLevel(before[2])
    metrics.of_stage("local")


def test_a_figure_is_a_line_that_cloudwatch_reads_as_a_metric_of_its_stage(said: io.StringIO) -> None:
    metrics.of_stage("dev")

    metrics.record("OldestUndoneEvent", 12.5)

    line = json.loads(said.getvalue())
    assert line["OldestUndoneEvent"] == 12.5
    assert line["_aws"]["CloudWatchMetrics"] == [
        {"Namespace": "Shouwang/dev", "Dimensions": [[]], "Metrics": [{"Name": "OldestUndoneEvent", "Unit": "Seconds"}]}
    ]
    assert abs(line["_aws"]["Timestamp"] / 1000 - logging.makeLogRecord({}).created) < 60


def test_a_figure_that_no_alarm_knows_is_a_mistake(said: io.StringIO) -> None:
    with pytest.raises(KeyError):
        metrics.record("Invented")

    assert said.getvalue() == ""
