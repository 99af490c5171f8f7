"""No act is forgotten: every call of the mini-program that writes stands in the table of acts that meet the worst hands."""

import re
from pathlib import Path

from tests.e2e.phone.test_acts import ACTS

MINI = Path(__file__).resolve().parents[3] / "miniprogram"
CALL = re.compile(r"\b(?:api|server)\.(post|put|remove|photo)\(\s*(`[^`]*`|'[^']*'|[\w.]+)(?:[^)]*'(PUT)'\))?")
PART = re.compile(r"\$\{.*?\}")
METHODS = {"post": "POST", "photo": "POST", "put": "PUT", "remove": "DELETE"}
# Sent again later, as it was kept: queue.test.mjs loses, doubles, delays and kills it in random order.
OF_THE_QUEUE = {"utils/outbox POST {}"}


def calls_of(file: Path) -> set[str]:
    """`where METHOD path` of each call that writes; a part that is only known later is {}."""
    text = file.read_text()
    where = file.relative_to(MINI).as_posix().removesuffix(".js").removesuffix("/index")
    constants = dict(re.findall(r"^const ([A-Z_]+) = '([^']*)'", text, re.MULTILINE))
    found = set()
    for name, argument, method in CALL.findall(text):
        path = constants.get(argument, argument.strip("`'") if argument[0] in "`'" else "{}")
        for constant, value in constants.items():
            path = path.replace(f"${{{constant}}}", value)
        template = PART.sub("{}", path)
        found.add(f"{where} {method or METHODS[name]} {template}")
    return found


def test_every_call_that_writes_is_an_act_of_the_table_and_the_other_way_round():
    sources = [file for file in MINI.rglob("*.js") if file.name != "api.js"]
    written = set().union(*map(calls_of, sources))
    acts = {call for act in ACTS for call in act.calls}

    assert (written - acts - OF_THE_QUEUE, acts - written) == (set(), set())


def test_nothing_but_the_request_module_asks_the_server():
    asking = {
        file.relative_to(MINI).as_posix()
        for file in MINI.rglob("*.js")
        if re.search(r"\bwx\.request\(", file.read_text())
    }

    assert asking == {"utils/api.js"}
