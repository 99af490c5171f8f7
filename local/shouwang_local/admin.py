"""`make admin`: the first administrator is made on the machine itself, never over the network."""

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
    if not arguments:
        print(HOW, file=sys.stderr)
        return 2
    if "SHOUWANG_STORE" not in os.environ:  # this machine's own deployment; elsewhere the environment says which
        os.environ.update(Deployment(Path("var").resolve()).environment())
    identity = open_house().identity
    try:
        person = identity.require_person(arguments[0])
    except NotFound:
        print(f"nobody with the person id {arguments[0]}", file=sys.stderr)
        return 1
    others = [grant for grant in person.grants if grant.role not in {Role.APPLICANT, Role.ADMINISTRATOR}]
    identity.grant(person.person_id, [*others, Grant(Role.ADMINISTRATOR, "D1")], "command line")
    print("done: the person's sessions carry the role from now on")
    return 0
