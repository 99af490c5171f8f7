"""The phone beside the application: only under `make run`, only its own files."""

from pathlib import Path

import pytest

from shouwang_local import phone
from shouwang_local.deployment import Deployment
from shouwang_local.processes import commands, gunicorn


@pytest.fixture
def ask(tmp_path: Path):
    """Status and body of a path, with one built file there."""
    (tmp_path / "index.html").write_text("<p>phone</p>")
    served = phone.mounted(lambda environ, start: [b"the app"], "http://127.0.0.1:9", tmp_path)

    def answer(path: str) -> tuple[str, bytes]:
        told: list[str] = ["200 of the app"]
        body = served({"PATH_INFO": path}, lambda status, headers: told.append(status))
        return told[-1], b"".join(body)

    return answer


def test_the_phones_files_are_served_and_all_else_is_the_apps(ask):
    assert ask("/phone/") == ("200 OK", b"<p>phone</p>")
    assert ask("/phone")[0] == "308 Permanent Redirect"
    assert ask("/phonebook") == ("200 of the app", b"the app")
    assert ask("/v1/me") == ("200 of the app", b"the app")


def test_nothing_outside_of_the_folder_can_be_read(ask):
    assert [ask(path)[0] for path in ("/phone/../phone.py", "/phone//etc/passwd", "/phone/wechat/reset")] == [
        "404 Not Found"
    ] * 3


def test_make_run_has_the_phone_and_one_machine_for_good_has_not(tmp_path: Path):
    run = commands(Deployment(tmp_path))["api"]

    assert ("shouwang_local.wsgi:with_phone()" in run, "shouwang_local.wsgi:application()" in gunicorn(8000)) == (
        True,
        True,
    )
