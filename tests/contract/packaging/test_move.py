"""From one machine to AWS and a recovery there, against a stand-in: everything arrives, and what does not is named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import boto3
import pytest

from dynamodb_sqlite import Engine
from shouwang.app import House, declare_tables
from shouwang.platform import dynamo
from shouwang.platform.keys import make_key_file
from shouwang.settings import Settings
from shouwang_local.deployment import Deployment
from shouwang_local.embedded import use_embedded_store
from tests.contract.packaging.built import script
from tests.world import small_force

REGION = "us-east-1"
pytestmark = pytest.mark.xdist_group("move")  # each goes on from what the one before it left
SHORT = ["--region", REGION, "--prefix", "shouwang-dev-"]


@pytest.fixture(scope="module")
def account():
    """A stand-in for AWS; the environment of its owner."""
    offline = script("infra/offline.py")
    with offline.stand_in() as url:
        yield {**offline.account(url), "AWS_DEFAULT_REGION": REGION}


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """One machine's data: a small force, 60 rows of every kind of value, files, keys."""
    folder = tmp_path_factory.mktemp("machine")
    use_embedded_store()
    make_key_file(folder / "keys.json")
    environment = Deployment(folder).environment()
    house = House(Settings.from_env(environment))
    declare_tables()
    dynamo.create_tables()
    house.roster.put_ground(*small_force())
    engine = Engine(folder / "shouwang.db")
    for n in range(60):
        put(
            engine,
            {"key": {"S": f"note-{n}"}, "n": {"N": f"{n}.50"}, "set": {"SS": ["守", "望", str(n)]}, "b": {"B": "AAE="}},
        )
    engine.close()
    house.blobs.put("photos/1/a.jpg", b"picture", "image/jpeg")
    house.blobs.put_once("hours-log/2026-11-01.json", b"{}", "application/json")
    return folder


def put(engine: Engine, item: dict[str, object]) -> None:
    body = json.dumps({"TableName": "shouwang-force", "Item": item}).encode()
    assert engine.handle("DynamoDB_20120810.PutItem", body)[0] == 200


def clients(account):
    given = {
        "endpoint_url": account["AWS_ENDPOINT_URL"],
        "region_name": REGION,
        "aws_access_key_id": "test",
        "aws_secret_access_key": "test",
    }
    return lambda service: boto3.client(service, **given)


@pytest.fixture(scope="module")
def fresh(account):
    """Every table, empty, and two buckets, as a deployment leaves them."""
    declare_tables()
    dynamo.connect(account["AWS_ENDPOINT_URL"], region=REGION, prefix="shouwang-dev-")
    for name in dynamo.create_tables():
        clients(account)("dynamodb").update_continuous_backups(
            TableName=f"shouwang-dev-{name}", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
        )
    for bucket in ("files", "roots"):
        clients(account)("s3").create_bucket(Bucket=bucket)
    return account


def moved(account, machine: Path, *more: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "shouwang_local", "move", "--folder", str(machine), *SHORT, *more]
    done = subprocess.run(
        command, env={**account, "PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_move_brings_tables_files_and_keys_and_says_that_both_sides_are_the_same(fresh, machine):
    code, told = moved(
        fresh, machine, "--blobs", "s3://files", "--locked", "s3://roots", "--keys", "secrets:shouwang/dev"
    )

    assert (code, told.splitlines()[-1]) == (0, "everything is there, and the same"), told
    client = clients(fresh)
    there = client("dynamodb").get_item(TableName="shouwang-dev-force", Key={"key": {"S": "note-7"}})["Item"]
    assert (there["n"], sorted(there["set"]["SS"]), there["b"]) == ({"N": "7.5"}, ["7", "守", "望"], {"B": b"\x00\x01"})
    assert client("s3").get_object(Bucket="files", Key="photos/1/a.jpg")["Body"].read() == b"picture"
    assert [one["Key"] for one in client("s3").list_objects_v2(Bucket="roots")["Contents"]] == [
        "hours-log/2026-11-01.json"
    ]
    keys = json.loads((machine / "keys.json").read_text())
    secret = client("secretsmanager").get_secret_value(SecretId="shouwang/dev/signing")["SecretString"]
    assert secret == keys["signing"]


def test_a_stage_that_is_not_empty_is_left_alone_but_an_interrupted_move_goes_on(fresh, machine):
    refused = moved(fresh, machine)
    went_on = moved(fresh, machine, "--go-on")

    assert refused[0] == 1 and "is not empty" in refused[1]
    assert went_on[0] == 0 and went_on[1].splitlines()[-1] == "everything is there, and the same"


def test_what_differs_afterwards_is_named(fresh, machine):
    clients(fresh)("dynamodb").put_item(TableName="shouwang-dev-force", Item={"key": {"S": "stray"}})

    code, told = moved(fresh, machine, "--go-on")

    assert (code, told.splitlines()[-1]) == (1, "DIFFERS: force")


def test_tables_come_back_beside_the_living_ones_and_are_taken_away_again(fresh, machine):
    command = [sys.executable, "infra/restore_drill.py", "--stage", "dev", "--region", REGION]
    command += ["--table", "force", "--table", "outbox"]

    done = subprocess.run(
        command, env={**fresh, "PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("ok")] == [
        ["ok", "force"],
        ["ok", "outbox"],
    ]
    assert [name for name in clients(fresh)("dynamodb").list_tables()["TableNames"] if name.startswith("drill-")] == []
