"""The README names what there is, and nothing else."""

import re
from dataclasses import fields
from pathlib import Path

import wechat_simulator
from tests.unit.wechat_simulator.conftest import Caller
from wechat_simulator.control import commands
from wechat_simulator.endpoints import registry
from wechat_simulator.faults import Fault
from wechat_simulator.world import Account, Switches

README = (Path(wechat_simulator.__file__).parent / "README.md").read_text(encoding="utf-8")


def test_every_call_is_listed() -> None:
    listed = set(re.findall(r"`(?:GET|POST) (/(?:sns|cgi-bin|wxa)/[\w/]+)`", README))

    assert listed == set(registry.paths())


def test_every_command_is_listed() -> None:
    table = README.split("| command | body | gives |")[1].split("\n\n")[0]

    assert set(re.findall(r"`([\w-]+)`", " ".join(row.split("|")[1] for row in table.splitlines()[2:]))) == set(
        commands()
    )


def test_every_fault_and_setting_is_named() -> None:
    names = {field.name for kind in (Fault, Account, Switches) for field in fields(kind)} - {"original_id"}

    assert {name for name in names if not re.search(rf"[`{{ ]{name}[`,}} :]", README)} == set()


def test_its_example_is_taken(caller: Caller) -> None:
    (example,) = re.findall(r"curl -d '(.*)' http://localhost:8001/__sim/(\w+)", README)

    assert caller.raw(f"/__sim/{example[1]}", example[0].encode())[0] == 200
