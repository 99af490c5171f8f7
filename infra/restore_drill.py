"""Restore a stage's tables to a moment, beside the living ones, look at what came back, and take it away again.

    python infra/restore_drill.py --stage dev --region cn-northwest-1 [--minutes-ago 10] [--table outbox ...] [--keep]

A recovery that was never tried is a hope: run this twice a year, and before you need it. The restored tables are called
`drill-<stage>-...`, are billed while they exist, and nothing of the stage is touched. With --keep they stay, for a real recovery:
point SHOUWANG_TABLE_PREFIX at them, or copy what was lost. Exit 1 when a table does not come back as it should.
"""

import argparse
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from botocore.session import get_session

from shouwang.app import declare_tables
from shouwang.platform import dynamo

LONGEST_S = 3600  # Source: DynamoDB developer guide: most restores take well under an hour


def main() -> int:
    """Restore, compare, remove; 1 when something is not as it was."""
    asked = _asked()
    client = get_session().create_client("dynamodb", asked.region)
    declare_tables()
    known = sorted(table.TABLE for table in dynamo.tables() if table.__module__.startswith("shouwang."))
    moment = datetime.now(UTC) - timedelta(minutes=asked.minutes_ago)
    faults = 0
    for name in asked.table or known:
        fault = drill(client, f"shouwang-{asked.stage}-{name}", f"drill-{asked.stage}-{name}", moment, keep=asked.keep)
        print(f"{'NO' if fault else 'ok':3} {name:30} {fault}")
        faults += bool(fault)
    return int(faults > 0)


def drill(client: Any, living: str, restored: str, moment: datetime, *, keep: bool) -> str:
    """Restore one table and compare its shape; what is wrong with it, or nothing."""
    began = time.monotonic()
    latest = {"UseLatestRestorableTime": True} if moment > datetime.now(UTC) - timedelta(minutes=5) else {}
    when = latest or {"RestoreDateTime": moment}
    client.restore_table_to_point_in_time(SourceTableName=living, TargetTableName=restored, **when)
    while (table := client.describe_table(TableName=restored)["Table"])["TableStatus"] != "ACTIVE":
        if time.monotonic() - began > LONGEST_S:
            return f"{restored} is not there after {LONGEST_S} s"
        time.sleep(2)
    fault = _difference(client.describe_table(TableName=living)["Table"], table)
    items = client.scan(TableName=restored, Select="COUNT", Limit=1000)["Count"]
    print(f"    {restored}: {items}{'+' if items == 1000 else ''} items, {time.monotonic() - began:.0f} s")
    if not keep:
        client.delete_table(TableName=restored)
    return fault


def _difference(living: dict[str, Any], restored: dict[str, Any]) -> str:
    def indexes(table: dict[str, Any]) -> set[str]:
        return {index["IndexName"] for index in table.get("GlobalSecondaryIndexes", ())}

    if living["KeySchema"] != restored["KeySchema"]:
        return "its keys differ"
    missing = indexes(living) - indexes(restored)
    return f"indexes are missing: {', '.join(sorted(missing))}" if missing else ""


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", required=True)
    parser.add_argument("--region", default="cn-northwest-1")
    parser.add_argument("--minutes-ago", type=int, default=10)
    parser.add_argument("--table", action="append", help="one table's base name; all when none is named")
    parser.add_argument("--keep", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
