"""The table of commands, and how one is done."""

from collections.abc import Callable
from typing import Any

from wechat_simulator.world import World

Body = dict[str, Any]
Command = Callable[[World, Body], Body]

_COMMANDS: dict[str, Command] = {}
# These speak to the backend, which may call back: they take the lock themselves.
_UNLOCKED = {"deliver", "handshake"}
# A GET shows and never changes anything, wherever a browser was led to it from.
_SHOWS = {"people", "clock", "templates", "sent", "drawn", "calls", "faults", "media"}


class Unknown(Exception):
    """There is no such command."""


def commands() -> list[str]:
    """Every command there is."""
    return sorted(_COMMANDS)


def show(world: World, name: str, query: dict[str, str]) -> Body:
    """What a GET tells. Raises: Unknown, KeyError."""
    if name not in _SHOWS:
        raise Unknown(name)
    return run(world, name, {"user": query["user"]} if name == "sent" and query.get("user") else {})


def run(world: World, name: str, body: Body) -> Body:
    """Do one command. Raises: Unknown; KeyError, TypeError, ValueError for a body that does not fit."""
    found = _COMMANDS.get(name)
    if found is None:
        raise Unknown(name)
    if name in _UNLOCKED:
        return found(world, body)
    with world.lock:
        return found(world, body)


def command(name: str) -> Callable[[Command], Command]:
    """Register a command under its name."""

    def register(function: Command) -> Command:
        _COMMANDS[name] = function
        return function

    return register
