"""DynamoDB's protocol over SQLite: durable, transactional, in one file, in the standard library alone."""

from dynamodb_sqlite.disk.files import Damaged
from dynamodb_sqlite.doors.attach import attach, attach_all
from dynamodb_sqlite.engine import Engine
from dynamodb_sqlite.faults import Faults

__all__ = ["Damaged", "Engine", "Faults", "attach", "attach_all"]
