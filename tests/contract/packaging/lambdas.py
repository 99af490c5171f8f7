"""A packaged function in a process of its own: only its zip and its layers can be imported, as on Lambda."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from shouwang.app import FUNCTIONS
from tests.contract.packaging.aws import Server
from tests.contract.packaging.built import Built
from tests.contract.packaging.template import Template

# Answers go through a pipe of their own: standard output is the function's log.
DRIVER = """
import gc, importlib, json, os, sys
answers = os.fdopen(int(sys.argv[2]), "w")
def tell(**said):
    said |= {"modules": sorted(sys.modules), "collects": gc.isenabled() and gc.get_freeze_count() > 0}
    print(json.dumps(said), file=answers, flush=True)
handler = importlib.import_module(f"functions.{sys.argv[1]}").handler
tell()
for line in sys.stdin:
    try:
        answer = handler(json.loads(line), None)
    except Exception as fault:
        tell(refused=type(fault).__name__, why=str(fault))
    else:
        tell(answer=answer)
"""
SECRETS = {
    "wechat-secret": "local-simulator-only",
    "wechat-push-token": "LocalPushToken",
    "wechat-push-aes-key": "A" * 43,
}


class Refused(Exception):
    """The function raised."""


@dataclass
class Function:
    """One running function. `modules` are loaded now, `at_start` were before the first event.

    `collects`: garbage is looked for, but not among what the start made.
    """

    name: str
    process: "subprocess.Popen[str]"
    answers: TextIO
    log: Path
    modules: set[str] = field(default_factory=set)
    at_start: set[str] = field(default_factory=set)
    collects: bool = False

    def begin(self) -> None:
        """Wait until it has been imported; what does not start is ended, and its last words are told."""
        try:
            self._next()
        except AssertionError:
            self.stop()
            raise
        self.at_start = self.modules

    def invoke(self, event: Any) -> Any:
        """What the function answers. Raises: Refused."""
        assert self.process.stdin is not None
        print(json.dumps(event), file=self.process.stdin, flush=True)
        told = self._next()
        if "refused" in told:
            raise Refused(told["refused"], told["why"])
        return told["answer"]

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait()
        self.answers.close()
        assert self.process.stdin is not None
        self.process.stdin.close()

    def _next(self) -> dict[str, Any]:
        line = self.answers.readline()
        assert line, self.log.read_text()[-2000:]
        told: dict[str, Any] = json.loads(line)
        self.modules, self.collects = set(told.pop("modules")), told.pop("collects")
        return told


def start(built: Built, name: str, aws: Server, wechat_url: str) -> Function:
    """Start a function from its package, with the environment of the template."""
    task = built.unpacked(name)
    layers = [str(built.running / layer / "python") for layer in FUNCTIONS[name].layers]
    reading, writing = os.pipe()
    log = task.parent / f"log-{os.getpid()}"  # one for each test process: two may have started the same function
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-S", "-B", "-c", DRIVER, name, str(writing)],
            cwd=task,
            env=environment(built, name, aws.url, wechat_url) | {"PYTHONPATH": os.pathsep.join([str(task), *layers])},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            pass_fds=[writing],
        )
    os.close(writing)
    function = Function(name, process, os.fdopen(reading), log)
    function.begin()
    return function


def environment(built: Built, name: str, aws_url: str, wechat_url: str) -> dict[str, str]:
    """A function's settings as the template gives them, secrets resolved, and where AWS and WeChat are here."""
    template = Template.read(built.template)
    (properties,) = (
        one for one in template.of("AWS::Lambda::Function").values() if one["Handler"] == f"functions/{name}.handler"
    )
    told: Mapping[str, str] = template.value(properties["Environment"]["Variables"])
    return {key: _resolved(value) for key, value in told.items()} | {
        "AWS_ENDPOINT_URL": aws_url,
        "AWS_ACCESS_KEY_ID": name,
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_EC2_METADATA_DISABLED": "true",
        "SHOUWANG_WECHAT_URL": wechat_url,
        "SHOUWANG_STAGE": "test",  # any other is locked to WeChat's own host
        "PATH": "/usr/bin:/bin",
    }


def _resolved(value: str) -> str:
    prefix = "{{resolve:secretsmanager:shouwang/dev/"
    return SECRETS[value.removeprefix(prefix).removesuffix("}}")] if value.startswith(prefix) else value
