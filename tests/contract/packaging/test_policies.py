"""Each function may do what it needs, and is denied everything else: IAM's decision, simulated from the packaged template."""

import json
import re
from pathlib import Path

import pytest

from shouwang.app import FUNCTIONS, declare_tables
from shouwang.app.made_of import SLICES
from shouwang.platform import dynamo
from shouwang.platform.keys import COMING, NAMES
from tests.contract.packaging.policy import Need, attached, table_arn

READ = {"GetItem", "BatchGetItem", "Query"}
CHANGE = {"PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"}
NEVER = {
    "Scan",
    "DeleteTable",
    "UpdateTable",
    "CreateTable",
    "BatchWriteItem",
    "PartiQLSelect",
    "ExportTableToPointInTime",
}
BESIDES = {"audit", "idempotency", "outbox", "throttles"}
FOLDERS = {folder for row in FUNCTIONS.values() for folder in row.files}


def tables() -> dict[str, str]:
    """Every table and the slice that owns it."""
    declare_tables()
    return {t.TABLE: t.__module__.split(".")[1] for t in dynamo.tables() if t.__module__.startswith("shouwang.")}


def allowed(role, table: str) -> set[str]:
    """What a role may do with a whole row of a table."""
    whole = frozenset({"any", "attribute"})
    actions = READ | CHANGE | NEVER
    arn = table_arn(f"shouwang-dev-{table}")
    return {action for action in actions if role.allows(Need(f"dynamodb:{action}", arn, whole))}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_reaches_the_tables_of_its_row_and_no_other(policies, name):
    row, owners = FUNCTIONS[name], tables()
    can = {table: allowed(policies[name], table) for table in owners}

    for table, owner in owners.items():
        if {table, owner} & set(row.writes):
            assert can[table] >= READ and "PutItem" in can[table]
        elif {table, owner} & set(row.reads):
            assert can[table] - CHANGE == READ
            assert not can[table] & CHANGE or (row.writes and table in BESIDES)
        elif row.writes and table in BESIDES:
            assert not can[table] & {"Query", "DeleteItem", "BatchGetItem"}
        elif table == "sessions" and row.apis:
            assert can[table] == {"GetItem"}
        else:
            assert can[table] == set()
        assert not can[table] & NEVER


def test_names_in_the_function_table_are_tables_or_slices_and_never_both():
    owners = tables()

    named = {name for row in FUNCTIONS.values() for name in (*row.writes, *row.reads)}

    assert named <= {*owners, *SLICES}
    assert not {*owners} & {*SLICES}


@pytest.mark.parametrize("name", [name for name, row in FUNCTIONS.items() if row.apis])
def test_whoever_serves_a_request_may_note_when_a_session_was_last_seen_and_nothing_else_of_it(policies, name):
    sessions = table_arn("shouwang-dev-sessions")

    def may(*attributes):
        return policies[name].allows(Need("dynamodb:UpdateItem", sessions, frozenset(attributes)))

    assert may("person_id", "token_hash", "last_seen_at")
    assert may("person_id", "token_hash", "actor") == bool({"identity", "sessions"} & {*FUNCTIONS[name].writes})


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_reads_the_keys_of_its_row_and_no_other_secret(policies, name):
    def readable(secret):
        arn = f"arn:aws-cn:secretsmanager:cn-northwest-1:123456789012:secret:shouwang/dev/{secret}-AbCdEf"
        return policies[name].allows(Need("secretsmanager:GetSecretValue", arn))

    assert {key for key in (*NAMES, COMING, "wechat-secret", "else") if readable(key)} == set(FUNCTIONS[name].keys)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_reaches_the_folders_of_its_row_and_no_other(policies, name):
    def may(action, place):
        return policies[name].allows(Need(f"s3:{action}", f"arn:aws-cn:s3:::{place}"))

    own = FUNCTIONS[name].files

    for action in ("GetObject", "PutObject", "DeleteObject"):
        reached = {folder for folder in (*FOLDERS, "else") if may(action, f"filesbucket/{folder}/x")}
        assert reached == set(own)
        assert not may(action, "another-bucket/photos/x")
    assert may("ListBucket", "filesbucket") == bool(own)


def test_only_jobs_put_sealed_days_away_and_nobody_takes_one_back(policies):
    roots = "arn:aws-cn:s3:::rootsbucket/roots/2026-11-23.json"

    def may(action):
        return {name for name in FUNCTIONS if policies[name].allows(Need(f"s3:{action}", roots))}

    assert may("PutObject") == may("GetObject") == {"jobs"}
    assert may("DeleteObject") == may("BypassGovernanceRetention") == may("PutObjectRetention") == set()


def test_only_these_may_open_what_is_sensitive_sign_write_hours_or_change_sessions(policies):
    def keyed(key):
        return {name for name, row in FUNCTIONS.items() if key in row.keys}

    def writers(table):
        return {name for name in FUNCTIONS if "PutItem" in allowed(policies[name], table)}

    assert keyed("personal") == {"login", "recruitment", "jobs"}
    assert keyed("signing") == {"honours", "outbox", "nightly", "jobs"}
    assert writers("hours-entries") == writers("hours-log") == {"outbox", "nightly", "jobs"}
    assert writers("log-roots") == {"jobs"}
    assert writers("sessions") == {"login", "recruitment", "outbox", "nightly", "jobs"}
    assert writers("points-entries") == {"outbox", "nightly", "jobs"}


def test_only_who_calls_wechat_holds_its_secret(template):
    told = {
        one["Handler"].removeprefix("functions/").removesuffix(".handler"): one["Environment"]["Variables"]
        for one in template.of("AWS::Lambda::Function").values()
    }

    holders = {name for name, variables in told.items() if "resolve:" in variables["SHOUWANG_WECHAT_SECRET"]}

    assert (
        holders == {name for name, row in FUNCTIONS.items() if "wechat" in row.layers} == {"login", "outbox", "nightly"}
    )
    assert {name for name, variables in told.items() if "SHOUWANG_WECHAT_PUSH_TOKEN" in variables} == {"login"}


def test_what_is_append_only_by_the_data_model_cannot_be_changed_or_removed(policies):
    page = Path("docs/data-model.md").read_text()
    told = {table for table, line in re.findall(r"^\| `([a-z-]+)` (\|.*)$", page, re.M) if "append-only" in line}

    assert {"audit", "hours-entries", "hours-log", "points-entries"} <= told
    for table in told:
        assert not {name for name in FUNCTIONS if allowed(policies[name], table) & {"UpdateItem", "DeleteItem"}}


def test_actions_are_named_and_so_are_resources(policies):
    statements = [statement for role in policies.values() for statement in role.statements]

    assert [action for s in statements for action in s["Action"] if "*" in action or "?" in action] == []
    assert [s["Action"] for s in statements if "*" in s["Resource"]] == [["dynamodb:ListTables"]]
    wide = {arn for s in statements for arn in s["Resource"] if "*" in arn and arn != "*"}
    assert {
        arn
        for arn in wide
        if not re.search(r":log-group:/aws/lambda/[\w-]+:\*$|:::(filesbucket|rootsbucket)/[\w-]+/\*$", arn)
    } == set()


def test_a_role_is_small_enough_for_iam(template):
    def size(properties) -> int:
        return len(json.dumps(template.value(properties["PolicyDocument"]), separators=(",", ":")))

    for role, properties in template.of("AWS::IAM::Role").items():
        assert size(properties["Policies"][0]) < 10_240  # Source: IAM quotas, inline policies of a role, characters
        assert len(attached(template, role)) <= 10  # Source: the same, managed policies attached to a role
    for properties in template.of("AWS::IAM::ManagedPolicy").values():
        assert size(properties) < 6_144  # Source: the same, a managed policy, characters


def test_nobody_but_functions_may_take_a_role_on(template):
    documents = [one["AssumeRolePolicyDocument"] for one in template.of("AWS::IAM::Role").values()]

    trusted = {json.dumps(statement["Principal"]) for document in documents for statement in document["Statement"]}

    assert trusted == {'{"Service": "lambda.amazonaws.com"}'}
