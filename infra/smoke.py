"""Ask a stage, from outside, whether it is up and says no where it must: python infra/smoke.py <stage or address>

Only reads, only as a stranger. Each line is one question; exit 1 when an answer is not as it should be.
"""

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

STAGES = Path(__file__).parent / "stages"


@dataclass(frozen=True)
class Question:
    """A request, and what its answer must be."""

    told: str
    path: str
    status: int
    kind: str
    holds: Mapping[str, Any]


QUESTIONS = (
    Question("the functions answer", "/healthz", 200, "application/json", {}),
    Question("the tables are there", "/readyz", 200, "application/json", {}),
    Question("who is not signed in is refused", "/v1/me", 401, "application/problem+json", {"status": 401}),
    Question("units are for members", "/v1/units", 401, "application/problem+json", {"status": 401}),
    Question("courses are for members", "/v1/courses", 401, "application/problem+json", {"status": 401}),
    Question("the medals can be seen", "/v1/medals", 200, "application/json", {}),
    Question("an invented code is no honour", "/v1/verify/0000000000000000", 404, "application/problem+json", {}),
    Question("the key of the credentials is published", "/.well-known/did.json", 200, "application/did+json", {}),
    Question("the page to check a code is there", "/verify", 200, "text/html", {}),
    Question("the log of hours is public", "/hours-log", 200, "", {}),
    Question("the console asks for a sign-in", "/console/sign-in", 200, "text/html", {}),
    Question("what is not there is not found", "/v1/nothing-here", 404, "", {}),
)


def address(stage: str) -> str:
    """A stage's public address; an address is itself."""
    if "://" in stage:
        return stage.rstrip("/")
    told = yaml.safe_load((STAGES / f"{stage}.yml").read_text())
    return str(told["public_url"])


def fault(url: str, question: Question) -> str:
    """What is wrong with the answer; nothing when it is as it should be."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url + question.path), timeout=15) as answer:
            status, kind, body = answer.status, answer.headers.get("Content-Type", ""), answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            status, kind, body = refused.code, refused.headers.get("Content-Type", ""), refused.read()
    except OSError as away:
        return f"no answer ({away})"
    if (status, kind.startswith(question.kind)) != (question.status, True):
        return f"{status} {kind}, not {question.status} {question.kind}"
    told = json.loads(body) if question.holds else {}
    return "".join(f"{name} is {told.get(name)!r}" for name, value in question.holds.items() if told.get(name) != value)


def main() -> int:
    """Ask everything."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    faults, url = 0, address(sys.argv[1])
    for question in QUESTIONS:
        wrong = fault(url, question)
        faults += bool(wrong)
        print(f"{'NO' if wrong else 'ok':3} {question.told:45} GET {question.path}  {wrong}")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
