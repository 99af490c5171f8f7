"""What gunicorn serves on one machine: every function's routes in one application, built after the fork."""

from typing import Any

from shouwang.app import FUNCTIONS
from shouwang.platform import logs
from shouwang_local.house import open_house


def application() -> Any:
    """The WSGI application of the whole house."""
    logs.set_up()
    return open_house().app(*FUNCTIONS).flask
