"""Introducing the demo force to the WeChat simulator."""

from dataclasses import replace
from pathlib import Path

import pytest

from shouwang_local.deployment import CannotStart, Deployment, free_port
from shouwang_local.seed import simulator


def test_a_simulator_that_has_ended_meanwhile_is_told_in_one_line(tmp_path: Path) -> None:
    deployment = replace(Deployment(tmp_path), wechat_port=free_port())

    with pytest.raises(CannotStart, match="does not answer"):
        simulator.introduce(deployment)
