"""DynamoDB's protocol over SQLite: durable, transactional, in one file, in the standard library alone."""

from dynamodb_sqlite.attach import attach
from dynamodb_sqlite.engine import Engine
from dynamodb_sqlite.storage import Damaged

__all__ = ["Damaged", "Engine", "attach"]
