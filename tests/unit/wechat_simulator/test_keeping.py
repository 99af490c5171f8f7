"""What a restart keeps, and the simulator as a command."""

import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.unit.wechat_simulator.conftest import APPID, SECRET, Caller, Clock
from wechat_simulator import Account, serve

TEXT = "/wxa/msg_sec_check"


def start(state: Path, clock: Clock) -> tuple[object, Caller]:
    server = serve(0, seed=7, now=clock, account=Account(APPID, SECRET), state=state)
    return server, Caller(server.url, clock)


def test_people_grants_templates_and_messages_outlive_a_restart(tmp_path: Path, clock: Clock) -> None:
    state = tmp_path / "wechat.json"
    server, caller = start(state, clock)
    caller.control("people", name="张队员", openid="o-given", phone="16100000001")
    caller.control("templates", template_id="T1", title="排班提醒")
    caller.control("grant", user="张队员", template_id="T1", count=2)
    message = {"touser": "o-given", "template_id": "T1", "data": {"thing1": {"value": "今晚巡逻"}}}
    caller.openid()
    caller.call("/cgi-bin/message/subscribe/send", **message)
    shown = [caller.control(name) for name in ("people", "templates", "sent")]
    server.close()  # type: ignore[attr-defined]

    server, caller = start(state, clock)
    kept = [caller.control(name) for name in ("people", "templates", "sent")]
    more = [caller.call("/cgi-bin/message/subscribe/send", **message)["errcode"] for _ in range(2)]
    visited = caller.call(TEXT, content="平安", version=2, scene=2, openid="o-given")["errcode"]
    server.close()  # type: ignore[attr-defined]

    assert (kept, more, visited) == (shown, [0, 43101], 0)
    assert not list(tmp_path.glob("*.new"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"people": [{"x": 1}], "templates": [], "grants": [], "sent": []}'])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path, clock: Clock, text: str) -> None:
    state = tmp_path / "wechat.json"
    state.write_text(text)

    with pytest.raises(ValueError, match="not a state file of the simulator"):
        start(state, clock)

    assert state.read_text() == text


def test_the_command_starts_says_where_and_ends_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "wechat_simulator", "--port", "0", "--seed", "3", "--deliver-every", "0"]
    state = tmp_path / "wechat.json"

    with subprocess.Popen([*command, "--state", str(state)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().split()[-1]
        request = urllib.request.Request(f"{url}/__sim/login", b'{"user": "u1"}')
        with urllib.request.urlopen(request, timeout=10) as answer:
            code = json.loads(answer.read())["code"]
        process.send_signal(signal.SIGTERM)
        ended = process.wait(10)

    assert (ended, len(code)) == (0, 32)
    assert [person["user"] for person in json.loads(state.read_text())["people"]] == ["u1"]


def test_the_command_says_in_one_line_why_it_cannot_start(tmp_path: Path) -> None:
    state = tmp_path / "wechat.json"
    state.write_text("{")
    command = [sys.executable, "-m", "wechat_simulator", "--port", "0", "--state", str(state)]

    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    assert (ended.returncode, ended.stdout, len(ended.stderr.splitlines())) == (1, "", 1)
    assert ended.stderr.startswith("cannot start: ")
