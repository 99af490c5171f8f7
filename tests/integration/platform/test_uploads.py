"""Large files: a signed form, one file of the told size and hash, half an hour, taken once; on AWS a presigned POST."""

import base64
import hashlib
import io
import json

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from shouwang.kernel.actor import Role
from shouwang.platform.blobs import Bucket
from tests.integration.roster.lists import csv, row

LIST = csv(row(1), row(2))


@pytest.fixture
def commander(world):
    return world.staff("赵支队", Role.COMMANDER)


def hashed(content):
    return hashlib.sha256(content).hexdigest()


def ask(person, content=LIST, **more):
    return person.post("/v1/uploads", {"size_bytes": len(content), "sha256": hashed(content), **more})


def send(world, form, content=LIST, **other):
    fields = {**form.json["fields"], **other, "file": FileStorage(io.BytesIO(content), "list.csv")}
    boundary, body = encode_multipart(fields)
    return world.client.post(form.json["url"], data=body, content_type=f"multipart/form-data; boundary={boundary}")


def use(person, form):
    return person.post(f"/v1/volunteers/import?dry_run=true&file_id={form.json['file_id']}")


def test_a_list_goes_past_the_api_and_is_imported_once(world, commander):
    form = ask(commander)
    early = use(commander, form)
    sent = send(world, form)
    lying = [world.house.blobs.get(key) for key in world.house.blobs.keys("uploads")]

    imported, again = use(commander, form), use(commander, form)
    world.work()

    assert (form.status_code, early.json["type"], sent.status_code) == (201, "/problems/upload-gone", 204)
    assert len(lying) == 1 and "欧阳".encode() not in lying[0]
    assert (imported.status_code, again.json["type"]) == (201, "/problems/upload-gone")
    assert commander.get(f"/v1/jobs/{imported.json['job_id']}").json["result"]["rows"] == 2
    assert list(world.house.blobs.keys("uploads")) == []


def test_nothing_but_the_file_that_was_told_goes_in(world, commander):
    form, large = ask(commander), b"\0" * (6 * 1024 * 1024)
    policy = json.loads(base64.b64decode(form.json["fields"]["policy"]))
    policy["expiration"] = "2099-01-01T00:00:00+00:00"
    forged = base64.b64encode(json.dumps(policy).encode()).decode()
    other = ask(commander, b"another")

    answers = [
        send(world, form, LIST + b"x"),
        send(world, form, LIST[:-1] + b"x"),
        send(world, form, policy=forged),
        send(world, form, **{"x-amz-signature": "é"}),
        send(world, form, key="uploads/../keys"),
        send(
            world,
            form,
            policy=other.json["fields"]["policy"],
            **{"x-amz-signature": other.json["fields"]["x-amz-signature"]},
        ),
    ]

    kinds = ["upload-broken"] * 2 + ["upload-refused"] * 4
    assert [a.json["type"] for a in answers] == [f"/problems/{kind}" for kind in kinds]
    assert ask(commander, size_bytes=21 * 1024 * 1024).json["type"] == "/problems/invalid"
    assert send(world, ask(commander, large), large).status_code == 204


def test_a_form_runs_out_another_cannot_use_the_file_and_the_night_clears_it(world, commander):
    other = world.staff("孙管理", Role.ADMINISTRATOR)
    form = ask(commander)
    send(world, form)
    stolen = use(other, form)
    kept = world.house.uploading.clear_due(world.clock().date())
    world.clock.advance(minutes=31)

    late, used = send(world, form), use(commander, form)

    assert [a.json["type"] for a in (stolen, late, used)] == [
        "/problems/upload-gone",
        "/problems/upload-refused",
        "/problems/upload-gone",
    ]
    assert (kept, world.house.uploading.clear_due(world.clock().date()), list(world.house.blobs.keys("uploads"))) == (
        0,
        1,
        [],
    )


def test_on_aws_the_form_is_a_presigned_post_with_the_same_fields(world, commander, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "example")
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)

    url, fields = Bucket("files", "cn-north-1").form("uploads/1", 7, hashed(b"content"), 1800)

    conditions = json.loads(base64.b64decode(fields["policy"]))["conditions"]
    assert url == "https://files.s3.cn-north-1.amazonaws.com.cn/"
    assert set(fields) == set(ask(commander).json["fields"])
    assert ["content-length-range", 7, 7] in conditions
    for name in ("key", "x-amz-checksum-algorithm", "x-amz-checksum-sha256"):
        assert {name: fields[name]} in conditions
