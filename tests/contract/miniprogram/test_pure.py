"""The mini-program's pure modules by node's own runner, and its copy of the fence against the server's."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from shouwang.kernel.geo import p_inside
from tests.tiers import count

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent
QUEUE = "queue.test.mjs"


def test_the_pure_modules_pass_their_own_tests():
    assert node_tests(*(file for file in sorted(HERE.glob("*.test.mjs")) if file.name != QUEUE)) == ""


@pytest.mark.proof
def test_the_server_holds_each_act_of_the_queue_once_whatever_is_lost_doubled_late_or_killed():
    assert node_tests(HERE / QUEUE, ROUNDS=str(count(200, 5_000))) == ""


def node_tests(*files: Path, **settings: str) -> str:
    """What node's own runner complains about."""
    command, env = ["node", "--test", *map(str, files)], {**os.environ, **settings}
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=env)
    return "" if done.returncode == 0 else done.stdout[-3000:]


def test_phone_and_server_think_alike_of_a_fix():
    cases = [(away, accuracy) for away in range(0, 700, 23) for accuracy in (1, 5, 12, 40, 65, 99)]
    script = (
        "const {pInside} = require('./miniprogram/utils/fence');"
        f"console.log(JSON.stringify({json.dumps(cases)}.map(([d, a]) => pInside(d, 150, a))))"
    )

    told = json.loads(
        subprocess.run(["node", "-e", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    )

    differences = [
        abs(phone - p_inside(away, 150, accuracy)) for (away, accuracy), phone in zip(cases, told, strict=True)
    ]
    assert max(differences) < 1e-9
