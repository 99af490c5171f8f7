"""`make admin`: the first administrator is made on the machine itself, never over the network."""

import argparse
import os
import sys
from pathlib import Path

from shouwang.kernel.actor import Grant, Role
from shouwang.kernel.problem import NotFound
from shouwang_local.deployment import Deployment
from shouwang_local.house import open_house

HOW = """Who shall be the administrator? Sign in to the mini-program once (on one machine: on the simulator's page),
read the person id in GET /v1/me, then: make admin PERSON=<person id>"""


def main(arguments: list[str]) -> int:
    """Grant the administrator's role over the whole force, with a line in the audit log."""
    parser = argparse.ArgumentParser(prog="make admin", description=HOW)
    parser.add_argument("person", nargs="?", help="a person id")
    asked = parser.parse_args(arguments)
    if asked.person is None:
        print(HOW, file=sys.stderr)
        return 2
    if "SHOUWANG_STORE" not in os.environ:  # this machine's own deployment; elsewhere the environment says which
        os.environ.update(Deployment(Path("var").resolve()).environment())
    identity = open_house().identity
    try:
        person = identity.require_person(asked.person)
    except NotFound:
        print(f"nobody with the person id {asked.person}", file=sys.stderr)
        return 1
    others = [grant for grant in person.grants if grant.role not in {Role.APPLICANT, Role.ADMINISTRATOR}]
    identity.grant(person.person_id, [*others, Grant(Role.ADMINISTRATOR, "D1")], "command line")
    print("done: the person's sessions carry the role from now on")
    return 0
