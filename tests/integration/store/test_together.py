"""Several processes on one file: none undoes what another did."""

import subprocess
import sys
import textwrap
from pathlib import Path

from dynamodb_sqlite import Engine
from tests.integration.store.calls import call, pairs_table

INCREMENTS, PROCESSES = 200, 4
COUNTER = {"writer": {"S": "counter"}, "n": {"N": "0"}}
ADDING = textwrap.dedent(
    """
    import json, sys
    from dynamodb_sqlite import Engine
    engine = Engine(sys.argv[1])
    def ask(operation, **request):
        return engine.handle("DynamoDB_20120810." + operation, json.dumps({"TableName": "pairs", **request}).encode())
    key = {"writer": {"S": "counter"}, "n": {"N": "0"}}
    done = lost = 0
    while done < int(sys.argv[2]):
        seen = json.loads(ask("GetItem", Key=key, ConsistentRead=True)[1])["Item"]["at"]
        status, answer = ask("UpdateItem", Key=key, UpdateExpression="SET #at = #at + :one", ConditionExpression="#at = :seen",
            ExpressionAttributeNames={"#at": "at"}, ExpressionAttributeValues={":one": {"N": "1"}, ":seen": seen})
        done += status == 200
        lost += status != 200
    print(lost)
    """
)


def test_conditional_increments_of_four_processes_add_up_exactly(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "store.db")
    pairs_table(engine)
    call(engine, "PutItem", TableName="pairs", Item={**COUNTER, "at": {"N": "0"}})

    command = [sys.executable, "-c", ADDING, str(tmp_path / "store.db"), str(INCREMENTS // PROCESSES)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
    for process in processes:
        process.communicate()

    found = call(engine, "GetItem", TableName="pairs", Key=COUNTER, ConsistentRead=True)["Item"]["at"]
    engine.close()
    assert ([process.returncode for process in processes], found) == ([0] * PROCESSES, {"N": str(INCREMENTS)})


def test_a_table_that_another_process_changes_is_seen_at_once(tmp_path: Path) -> None:
    here = Engine(tmp_path / "store.db")
    pairs_table(here)
    change = textwrap.dedent(
        """
        import json, sys
        from dynamodb_sqlite import Engine
        status, _ = Engine(sys.argv[1]).handle("DynamoDB_20120810.DeleteTable", b'{"TableName": "pairs"}')
        sys.exit(status != 200)
        """
    )

    subprocess.run([sys.executable, "-c", change, str(tmp_path / "store.db")], check=True)

    assert call(here, "ListTables") == {"TableNames": []}
    here.close()
