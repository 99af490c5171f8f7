"""Two files that must agree, held against each other."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from shouwang.app import FUNCTIONS, declare_tables
from shouwang.platform import dynamo
from shouwang.platform.web import App
from shouwang_local.contract import all_problems, local_house, openapi, problems


@pytest.fixture(scope="module")
def app() -> App:
    with local_house() as house:
        return house.app(*FUNCTIONS)


def test_the_openapi_document_is_what_the_routes_say():
    assert Path("docs/api/openapi.json").read_text() == openapi(), "run: make openapi"


def test_the_openapi_document_is_valid():
    validate(json.loads(openapi()))


def test_every_route_has_one_auth_rule_a_summary_and_its_own_place(app):
    names = [route.name for route in app.routes]

    assert len(names) == len(set(names))
    assert [route.name for route in app.routes if not route.summary] == []
    assert [r.name for r in app.routes if r.who.signed_in and r.who.roles == frozenset()] == []


PUBLIC = {"GET /healthz", "GET /readyz", "POST /v1/login", "GET /v1/publicity"}
PUBLIC |= {"POST /verify", "POST /v1/verify", "GET /v1/files/{token}"}
PUBLIC |= {"GET /v1/medals", "GET /v1/medals/{medal}.png", "GET /v1/medals/locked/{medal}.png"}
PUBLIC |= {"POST /v1/uploads/{file_id}"}  # the signature of the form is the right to send that one file
PUBLIC_PREFIXES = (
    "GET /verify",
    "GET /v1/verify",
    "GET /c/",
    "GET /C/",
    "GET /status/",
    "GET /.well-known/",
    "GET /hours-log",
    "GET /stars",
    "POST /stars",
    "GET /v1/stars",
    "GET /v1/hours-log",
)


def test_only_these_routes_are_open_to_strangers(app):
    strangers = {r.name for r in app.routes if not r.who.signed_in}

    assert {
        n
        for n in strangers - PUBLIC
        if not n.startswith(PUBLIC_PREFIXES) and "/console" not in n and "/wechat/" not in n
    } == set()


def test_every_route_of_the_console_is_a_page_or_a_file(app):
    assert [r.name for r in app.routes if r.path.startswith("/console") and not r.html] == []


def test_every_creating_post_asks_for_an_idempotency_key(app):
    creating = [r for r in app.routes if r.method == "POST" and r.status == 201]

    assert [r.name for r in creating if "once" not in r.parameters] == []


def test_the_infrastructure_is_what_the_code_declares():
    done = subprocess.run([sys.executable, "infra/generate.py", "--check"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "current\n"), "run: python infra/generate.py"


def test_every_table_is_in_the_data_model():
    declare_tables()
    page = Path("docs/data-model.md").read_text()
    told = set(re.findall(r"^\| `([a-z-]+)` \|", page, re.M))

    assert {t.TABLE for t in dynamo.tables() if t.__module__.startswith("shouwang.")} - told == set()


def test_every_problem_says_in_chinese_what_is_wrong_and_slugs_are_not_shared(app):
    own = all_problems()

    assert [p.__name__ for p in own if not re.search(r"[\u4e00-\u9fff]", p.title)] == []
    assert [p.slug for p in own if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", p.slug)] == []


def test_the_page_of_problems_is_what_the_code_says(app):
    assert Path("docs/problems.md").read_text() == problems(), "run: make openapi"
