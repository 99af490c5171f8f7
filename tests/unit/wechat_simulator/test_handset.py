"""The phone that a person plays by hand: log in, scan, compare the number, confirm or deny."""

from collections.abc import Callable, Iterator

import pytest

from tests.unit.wechat_simulator.backend import Answer, Backend, running
from tests.unit.wechat_simulator.conftest import Caller, Clock
from wechat_simulator import serve

SCANNED = {"browser": "Chrome，Windows", "number": "37", "state": "scanned"}


def answers(**by_step: Answer) -> Callable[[str, dict[str, str]], Answer]:
    """A backend that takes every step, but for those named."""
    good: dict[str, Answer] = {
        "login": (200, {"token": "t-1"}),
        "scanned": (200, SCANNED),
        "confirm": (200, ""),
        "deny": (200, ""),
    }
    return lambda path, query: (good | by_step)[path.rsplit("/", 1)[1]]


@pytest.fixture
def backend() -> Iterator[Backend]:
    with running() as made:
        made.answer = answers()
        yield made


@pytest.fixture
def caller(clock: Clock, backend: Backend) -> Iterator[Caller]:
    server = serve(0, seed=7, now=clock, backend=backend.url)
    made = Caller(server.url, clock)
    made.control("people", name="王招录")
    yield made
    server.close()


@pytest.mark.parametrize(
    ("pasted", "scene"),
    [
        ("s-1", "s-1"),
        (" s-1\n", "s-1"),
        ("pages/scan?scene=s-1", "s-1"),
        ("https://x.invalid/?a=b&scene=a%3D1%2F2&c=d", "a%3D1%2F2"),
    ],
)
def test_a_scan_logs_in_and_tells_the_scene(caller: Caller, backend: Backend, pasted: str, scene: str) -> None:
    _, page = caller.press("王招录", "scan", scene=pasted)

    (login, _, asked, nobody), (scanned, _, nothing, somebody) = backend.seen
    assert (login, nobody, len(asked["code"])) == ("/v1/login", None, 32)
    assert (scanned, somebody, nothing) == (f"/v1/console-sign-in/{scene}/scanned", "Bearer t-1", {})
    assert all(words in page for words in ("后端认得这个码", "Chrome，Windows", "37", "确认", "不是我"))


@pytest.mark.parametrize(
    ("step", "body", "words"),
    [("confirm", {"number": "37"}, "确认过了"), ("deny", {}, "已经告诉后端，不是本人")],
)
def test_a_scan_is_answered_once(caller: Caller, backend: Backend, step: str, body: dict[str, str], words: str) -> None:
    caller.press("王招录", "scan", scene="s-1")

    _, page = caller.press("王招录", "answer", step=step)
    caller.press("王招录", "answer", step=step)

    assert backend.seen[2:] == [(f"/v1/console-sign-in/s-1/{step}", {}, body, "Bearer t-1")]
    assert (words in page, "不是我" in page) == (True, False)


@pytest.mark.parametrize(
    ("by_step", "words"),
    [
        ({"login": (429, {"title": "来得太密了"})}, "来得太密了"),
        ({"scanned": (404, {"title": "这个码过期了"})}, "这个码过期了"),
        ({"scanned": (502, "<html>")}, "&lt;html&gt;"),
        ({"scanned": (500, "[1]")}, "[1]"),
    ],
)
def test_a_scan_that_is_refused_shows_the_backends_words(
    caller: Caller, backend: Backend, by_step: dict[str, Answer], words: str
) -> None:
    backend.answer = answers(**by_step)

    _, page = caller.press("王招录", "scan", scene="s-1")

    assert (words in page, "不是我" in page, "后端不认" in page) == (True, False, True)


def test_a_backend_that_is_not_there_is_said_to_be_so(clock: Clock) -> None:
    server = serve(0, now=clock, backend="http://127.0.0.1:9")
    caller = Caller(server.url, clock)
    caller.control("people", name="王招录")

    _, page = caller.press("王招录", "scan", scene="s-1")
    server.close()

    assert "后端没有应答" in page


def test_an_unknown_answer_is_not_sent(caller: Caller, backend: Backend) -> None:
    caller.press("王招录", "scan", scene="s-1")
    caller.press("王招录", "answer", step="maybe")

    assert len(backend.seen) == 2
