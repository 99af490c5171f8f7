"""The questions that a deployment is asked from outside, asked here."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.xdist_group("journey")


def test_a_running_house_answers_every_question_as_it_should(running):
    command = [sys.executable, "infra/smoke.py", running.deployment.api_url]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, [line for line in done.stdout.splitlines() if not line.startswith("ok")]) == (0, [])


def test_a_house_that_is_not_there_fails_every_question():
    command = [sys.executable, "infra/smoke.py", "http://127.0.0.1:9"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert {line[:2] for line in done.stdout.splitlines()} == {"NO"}
