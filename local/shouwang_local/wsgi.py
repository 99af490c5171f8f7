"""What gunicorn serves on one machine: every function's routes in one application, built after the fork."""

from typing import Any

from shouwang.app import FUNCTIONS
from shouwang.platform import logs
from shouwang.platform.starting import started
from shouwang.settings import Settings
from shouwang_local import phone
from shouwang_local.house import open_house


def application() -> Any:
    """The WSGI application of the whole house."""
    logs.set_up()
    flask = open_house().app(*FUNCTIONS).flask
    started()
    return flask


def with_phone() -> Any:
    """The same under `make run`, with the mini-program in a browser beside it when it was built."""
    return phone.mounted(application(), Settings.from_env().wechat_url)
