"""The request of every operation, as data."""

from dynamodb_sqlite.schema.items import ITEMS
from dynamodb_sqlite.schema.tables import TABLES

OPERATIONS = {**TABLES, **ITEMS}
