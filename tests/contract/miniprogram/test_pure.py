"""The mini-program's pure modules by node's own runner, and its copy of the fence against the server's."""

import json
import os
import subprocess
from pathlib import Path

from shouwang.kernel.geo import p_inside

ROOT = Path(__file__).resolve().parents[3]
HERE = Path(__file__).parent


def test_the_pure_modules_pass_their_own_tests():
    rounds = "2000" if os.environ.get("SHOUWANG_PROVE") else "200"
    files = sorted(str(file) for file in HERE.glob("*.test.mjs"))

    done = subprocess.run(
        ["node", "--test", *files], capture_output=True, text=True, timeout=120, env={**os.environ, "ROUNDS": rounds}
    )

    assert done.returncode == 0, done.stdout[-3000:]


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
