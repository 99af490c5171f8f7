"""`shouwang move`: from one machine to AWS (or any DynamoDB endpoint): tables, files and keys, counted and compared.

    python -m shouwang_local move --prefix shouwang-prod- --blobs s3://bucket --locked s3://roots --keys secrets:shouwang/prod

The tables must be there (make deploy makes them) and empty; `--go-on` finishes a move that was interrupted. Stop the house first:
what is written meanwhile shows as a difference at the end. Nothing of the old place is changed.
"""

import argparse
import base64
import hashlib
import json
import mimetypes
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError
from botocore.session import get_session

from dynamodb_sqlite import Engine, attach
from shouwang.app import declare_tables
from shouwang.platform import dynamo
from shouwang.platform.blobs import open_blobs
from shouwang_local.deployment import CannotStart, Deployment

_BATCH = 25  # Source: DynamoDB API reference, BatchWriteItem
_LOCKED = "hours-log/"  # what nobody may replace is written as such on the other side, too


@dataclass(frozen=True, slots=True)
class Sum:
    """What is in a table, whatever order it comes in: how many items, and the sum of their hashes."""

    items: int = 0
    hashes: int = 0

    def with_item(self, item: dict[str, Any]) -> "Sum":
        """The sum with one item more."""
        text = json.dumps(_sorted(item), sort_keys=True, ensure_ascii=False, default=_text)
        digest = int.from_bytes(hashlib.sha256(text.encode()).digest())
        return Sum(self.items + 1, (self.hashes + digest) % 2**256)


def main(arguments: list[str]) -> int:
    """Move everything; 1 when the two sides differ at the end. Raises: CannotStart."""
    asked = _asked(arguments)
    deployment = Deployment(asked.folder.resolve())
    if not deployment.store_file.exists():
        raise CannotStart(f"{deployment.store_file} is not there: which --folder?")
    origin = get_session().create_client("dynamodb", "local", **_nobody("http://local.invalid"))
    attach(origin, Engine(deployment.store_file))
    endpoint = {"endpoint_url": asked.store} if asked.store != "aws" else {}
    target = get_session().create_client("dynamodb", asked.region, **endpoint)
    declare_tables()
    names = sorted(table.TABLE for table in dynamo.tables() if table.__module__.startswith("shouwang."))
    if not asked.go_on:
        _require_empty(target, [asked.prefix + name for name in names])
    differing = [name for name in names if not move_table(origin, "shouwang-" + name, target, asked.prefix + name)]
    if asked.blobs:
        differing += move_files(f"file://{deployment.folder / 'files'}", asked.blobs, asked.locked, asked.region)
    if asked.keys:
        move_keys(deployment.folder / "keys.json", asked.keys, asked.region)
    print("everything is there, and the same" if not differing else f"DIFFERS: {', '.join(differing)}")
    return int(bool(differing))


def move_table(origin: Any, from_name: str, target: Any, to_name: str) -> bool:
    """Copy a table and compare both sides item by item, as sums; whether they are the same."""
    began = time.monotonic()
    batch: list[dict[str, Any]] = []
    for item in _items(origin, from_name):
        batch.append(item)
        if len(batch) == _BATCH:
            _write(target, to_name, batch)
            batch = []
    _write(target, to_name, batch)
    here, there = (_sum(*side) for side in ((origin, from_name), (target, to_name)))
    same = here == there
    print(f"{to_name:45} {there.items:>9,} items  {time.monotonic() - began:6.1f} s  {'same' if same else 'DIFFERS'}")
    return same


def move_files(origin: str, target: str, locked: str, region: str) -> list[str]:
    """Copy every file, sealed days to where nobody replaces them; the keys of those that differ afterwards."""
    here, files, sealed = (open_blobs(url, region) for url in (origin, target, locked or target))
    differing, count = [], 0
    for key in here.keys(""):
        content = here.get(key) or b""
        there = sealed if key.startswith(_LOCKED) else files
        keep = there.put_once if key.startswith(_LOCKED) else there.put
        keep(key, content, mimetypes.guess_type(key)[0] or "application/octet-stream")
        differing += [] if there.get(key) == content else [key]
        count += 1
    print(f"{'files':45} {count:>9,} files")
    return differing


def move_keys(file: Path, target: str, region: str) -> None:
    """Put every key into Secrets Manager; one that is there already is left, and must be the same. Raises: CannotStart."""
    client, prefix = get_session().create_client("secretsmanager", region), urlsplit(target).path
    for name, key in json.loads(file.read_text()).items():
        try:
            client.create_secret(Name=f"{prefix}/{name}", SecretString=key)
        except ClientError as taken:
            if taken.response["Error"]["Code"] != "ResourceExistsException":
                raise
            if client.get_secret_value(SecretId=f"{prefix}/{name}")["SecretString"] != key:
                raise CannotStart(
                    f"{prefix}/{name} is there and is another key: data sealed here could not be read"
                ) from taken
    print(f"{'keys':45} in {target}")


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="shouwang move", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=Path("var"), help="the one machine's data")
    parser.add_argument("--store", default="aws", help="aws, or http://host:port")
    parser.add_argument("--prefix", required=True, help="of the tables there: shouwang-<stage>-")
    parser.add_argument("--blobs", default="", help="s3://bucket")
    parser.add_argument(
        "--locked", default="", help="s3://bucket with object lock, for sealed days; else with the rest"
    )
    parser.add_argument("--keys", default="", help="secrets:shouwang/<stage>")
    parser.add_argument("--region", default="cn-northwest-1")
    parser.add_argument("--go-on", action="store_true", help="finish a move that was interrupted")
    return parser.parse_args(arguments)


def _require_empty(target: Any, names: list[str]) -> None:
    for name in names:
        try:
            answer = target.scan(TableName=name, Limit=1)
        except ClientError as fault:
            raise CannotStart(f"{name}: {fault.response['Error']['Code']}; deploy the stage first") from fault
        if answer["Items"]:
            raise CannotStart(f"{name} is not empty: move into a fresh stage, or --go-on if this move was interrupted")


def _items(client: Any, name: str) -> Iterator[dict[str, Any]]:
    for page in client.get_paginator("scan").paginate(TableName=name, ConsistentRead=True):
        yield from page["Items"]


def _write(client: Any, name: str, items: list[dict[str, Any]]) -> None:
    """Write a batch; what the store leaves undone is sent again, ever more slowly."""
    left: Any = {name: [{"PutRequest": {"Item": item}} for item in items]} if items else {}
    pause_s = 0.05
    while left:
        left = client.batch_write_item(RequestItems=left)["UnprocessedItems"]
        if left:
            time.sleep(pause_s)
            pause_s = min(pause_s * 2, 5)


def _sum(client: Any, name: str) -> Sum:
    total = Sum()
    for item in _items(client, name):
        total = total.with_item(item)
    return total


def _sorted(value: Any) -> Any:
    """A value whose sets are in one order: two stores may keep them in two."""
    if isinstance(value, dict):
        return {
            kind: sorted(inside, key=_text) if kind in {"SS", "NS", "BS"} else _sorted(inside)
            for kind, inside in value.items()
        }
    return [_sorted(one) for one in value] if isinstance(value, list) else value


def _text(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def _nobody(url: str) -> dict[str, str]:
    return {"endpoint_url": url, "aws_access_key_id": "local", "aws_secret_access_key": "local"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
