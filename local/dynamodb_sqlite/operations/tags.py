"""TagResource, UntagResource, ListTagsOfResource."""

import re
import sqlite3

from dynamodb_sqlite.operations.context import Context, Response
from dynamodb_sqlite.operations.descriptions import ACCOUNT
from dynamodb_sqlite.tables.model import Table
from dynamodb_sqlite.wire.errors import access_denied, invalid, not_found, validation
from dynamodb_sqlite.wire.shapes import Request

_LIMIT = 50
_RESOURCE = re.compile(r".+:.+:.+:.+:.+:.+/.+")
_TABLE = re.compile(r"arn:aws[a-z-]*:dynamodb:.+:\d+:table/([^/]{3,})")
_ALLOWED = re.compile(r"[\w\s.:/=+@-]*")


def tag_resource(context: Context, request: Request) -> Response:
    """TagResource: the answer is empty."""
    name = _table_name(request, "TagResource")
    if "Tags" not in request:
        raise _missing("tags")
    if not request["Tags"]:
        raise validation("Atleast one Tag needs to be provided as Input.")
    check(request["Tags"])
    context.store.write(lambda connection: _tag(context, connection, name, request))
    return {}


def untag_resource(context: Context, request: Request) -> Response:
    """UntagResource: the answer is empty."""
    name = _table_name(request, "UntagResource")
    if "TagKeys" not in request:
        raise _missing("tagKeys")
    if not request["TagKeys"]:
        raise validation("Atleast one Tag Key needs to be provided as Input.")
    context.store.write(lambda connection: _untag(context, connection, name, request))
    return {}


def list_tags_of_resource(context: Context, request: Request) -> Response:
    """ListTagsOfResource."""
    name = _table_name(request, "ListTagsOfResource")
    with context.store.reading() as connection:
        table = _find(context, connection, name, request["ResourceArn"])
        rows = connection.execute("SELECT name, value FROM tags WHERE tbl=? ORDER BY name", (table.id,)).fetchall()
    return {"Tags": [{"Key": key, "Value": value} for key, value in rows]}


def check(tags: list[Request]) -> None:
    """Refuse tags that no resource may have.

    Raises: ValidationException.
    """
    for place, tag in enumerate(tags, 1):
        for member, longest in (("Key", 128), ("Value", 256)):
            text = tag.get(member)
            if text is None:
                raise _missing(f"tags.{place}.member.{member.lower()}")
            if len(text) > longest or (member == "Key" and not text):
                bound = f"less than or equal to {longest}" if text else "greater than or equal to 1"
                raise validation(
                    f"1 validation error detected: Value '{text}' at 'tags.{place}.member.{member.lower()}' failed to "
                    f"satisfy constraint: Member must have length {bound}"
                )
            if not _ALLOWED.fullmatch(text):
                raise invalid(f"The Tag {member} contains characters that are not allowed: {text}")
    keys = [tag["Key"] for tag in tags]
    if len(set(keys)) < len(keys):
        raise invalid("Duplicate Tag Key found in the request")
    if len(tags) > _LIMIT:
        raise _too_many()


def add(connection: sqlite3.Connection, table_id: int, tags: list[Request]) -> None:
    """Keep tags of a table; a known key gets the new value."""
    connection.executemany(
        "INSERT OR REPLACE INTO tags VALUES (?, ?, ?)", [(table_id, tag["Key"], tag["Value"]) for tag in tags]
    )


def _tag(context: Context, connection: sqlite3.Connection, name: str, request: Request) -> None:
    table = _find(context, connection, name, request["ResourceArn"])
    present = {key for (key,) in connection.execute("SELECT name FROM tags WHERE tbl=?", (table.id,))}
    if len(present | {tag["Key"] for tag in request["Tags"]}) > _LIMIT:
        raise _too_many()
    add(connection, table.id, request["Tags"])


def _too_many() -> Exception:
    return validation(f"The number of tags exceeds the limit of {_LIMIT}. Tag limit exceeded")


def _untag(context: Context, connection: sqlite3.Connection, name: str, request: Request) -> None:
    table = _find(context, connection, name, request["ResourceArn"])
    connection.executemany("DELETE FROM tags WHERE tbl=? AND name=?", [(table.id, key) for key in request["TagKeys"]])


def _find(context: Context, connection: sqlite3.Connection, name: str, arn: str) -> Table:
    table = context.store.catalog.at(connection).get(name)
    if table is None:
        raise not_found(f"Requested resource not found: ResourcArn: {arn} not found")
    return table


def _table_name(request: Request, operation: str) -> str:
    arn = request.get("ResourceArn")
    if arn is None:
        raise validation("Invalid TableArn")
    if not _RESOURCE.fullmatch(arn):
        raise access_denied(
            f"User: arn:aws:iam::{ACCOUNT}:root is not authorized to perform: dynamodb:{operation} on resource: "
            f"{arn or '*'}"
        )
    table = _TABLE.fullmatch(arn)
    if table is None:
        raise validation(f"Invalid TableArn: Invalid ResourceArn provided as input {arn}")
    return table[1]


def _missing(member: str) -> Exception:
    return validation(
        f"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null"
    )
