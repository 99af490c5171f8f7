"""The simulator speaks to this machine only, and only this machine speaks to it."""

import urllib.request
from http.client import HTTPException
from urllib.parse import urlsplit

HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})

# Neither a proxy of the environment nor a redirect may lead a call away.
OPENER = urllib.request.OpenerDirector()
for _handler in (
    urllib.request.HTTPHandler(),
    urllib.request.HTTPErrorProcessor(),
    urllib.request.HTTPDefaultErrorHandler(),
    urllib.request.UnknownHandler(),
):
    OPENER.add_handler(_handler)


# What a call to this machine can end in besides an answer.
NO_ANSWER = (OSError, HTTPException)


def require_loopback(url: str) -> None:
    """Raises: ValueError for an address that is not this machine's."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in HOSTS:
        raise ValueError("the simulator calls http addresses of this machine only")
