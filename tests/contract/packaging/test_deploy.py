"""A stage is deployed, looked at, gone back and taken away, against a stand-in for AWS.

The stand-in creates data, functions, roles and triggers for real; routes, alarms, expiry and recovery it leaves out, and
they are asserted on the template. It knows no stack outputs, so a second release cannot be tried on it.
Source: reference serverless.md 9
"""

import boto3
import pytest

from shouwang.app import FUNCTIONS, declare_tables
from shouwang.platform import dynamo
from tests.contract.packaging.built import script
from tests.contract.packaging.lambdas import SECRETS

pytestmark = pytest.mark.proof  # with the true layers under `make prove`: packing and hashing them takes minutes
REGION = "us-east-1"  # the stand-in does not take templates in China
WHERE = ["--stage", "dev", "--region", REGION]


class Account:
    """What an account holds, seen by its owner."""

    def __init__(self, url: str) -> None:
        given = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": REGION}
        self.client = lambda service: boto3.client(service, endpoint_url=url, **given)

    def tables(self) -> set[str]:
        pages = self.client("dynamodb").get_paginator("list_tables").paginate()
        return {name for page in pages for name in page["TableNames"]}

    def functions(self) -> dict[str, str]:
        pages = self.client("lambda").get_paginator("list_functions").paginate()
        return {one["FunctionName"]: one["Role"] for page in pages for one in page["Functions"]}

    def triggers(self) -> list[tuple[str, list[str]]]:
        mappings = self.client("lambda").list_event_source_mappings()["EventSourceMappings"]
        return [(one["FunctionArn"].rpartition(":")[2], one["FunctionResponseTypes"]) for one in mappings]

    def detach(self) -> None:
        """CloudFormation lets go of a role's policies before the role; the stand-in does not."""
        client = self.client("iam")
        for policy in client.list_policies(Scope="Local")["Policies"]:
            for role in client.list_entities_for_policy(PolicyArn=policy["Arn"])["PolicyRoles"]:
                client.detach_role_policy(RoleName=role["RoleName"], PolicyArn=policy["Arn"])


@pytest.fixture(scope="module")
def stage(built):
    """A stage's whole life: what was there after the deployment, what could be gone back to, what was left."""
    deploy, offline = script("infra/deploy.py"), script("infra/offline.py")
    with offline.stand_in() as url:
        account, owner = Account(url), {"root": built.folder, "environment": offline.account(url)}
        for name, value in SECRETS.items():
            account.client("secretsmanager").create_secret(Name=f"shouwang/dev/{name}", SecretString=value)
        deploy.osls("deploy", *WHERE, **owner)
        seen = {"tables": account.tables(), "functions": account.functions(), "triggers": account.triggers()}
        (release,) = deploy.releases(WHERE, **owner)
        seen["rollback"] = deploy.osls("rollback", "--timestamp", release, *WHERE, **owner) or release
        account.detach()
        deploy.osls("remove", *WHERE, **owner)
        seen["left"] = account.functions()
    return seen


def test_a_deployment_makes_every_table_and_every_function_with_its_own_role(stage):
    declare_tables()

    ours = {f"shouwang-dev-{t.TABLE}" for t in dynamo.tables() if t.__module__.startswith("shouwang.")}
    assert stage["tables"] == ours
    assert stage["functions"].keys() == {f"shouwang-dev-{name}" for name in FUNCTIONS}
    assert len(set(stage["functions"].values())) == len(FUNCTIONS)


def test_the_outboxs_stream_wakes_its_function(stage):
    assert stage["triggers"] == [("shouwang-dev-outbox", ["ReportBatchItemFailures"])]


def test_a_release_is_known_by_its_time_and_can_be_gone_back_to(stage):
    assert stage["rollback"]


def test_what_is_taken_away_leaves_no_function(stage):
    assert stage["left"] == {}


def test_a_deployment_without_byte_code_is_refused_and_says_why(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SystemExit) as refused:
        script("infra/deploy.py").COMMANDS["deploy"](WHERE, "")

    assert "python3.13 is not here" in str(refused.value)


def test_an_unknown_release_is_not_gone_back_to(monkeypatch):
    deploy = script("infra/deploy.py")
    monkeypatch.setattr(deploy, "releases", lambda where: ["1795661937873"])

    with pytest.raises(SystemExit) as refused:
        deploy.COMMANDS["rollback"](WHERE, "17")

    assert str(refused.value) == "no such release: 17; there are: 1795661937873"
