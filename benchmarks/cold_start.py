"""Cold start: CPU of a fresh process from its start to the first answered main request, function by function.

The functions run as they are packaged: from their zips' content, with their layers and nothing else on the path, compiled.
The yardstick in the same run: a bare Flask application with a PynamoDB client that answers one request with one GetItem,
on the base layer. Every process talks to the same store over loopback. CPU is user plus system time of the whole process;
rounds go over all programs in turn, so that a busy machine is busy for all of them; the least of each counts.
"""

import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from shouwang.app import FUNCTIONS, House, declare_tables
from shouwang.platform import dynamo
from shouwang.platform.keys import make_key_file
from shouwang.settings import Settings
from shouwang_local.deployment import Deployment, free_port
from shouwang_local.embedded import use_embedded_store

ROOT = Path(__file__).parent.parent
LAYERS = ROOT / "build" / "layers-running"
ROUNDS = 15
BARE = """
import flask
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model
class Row(Model):
    class Meta:
        table_name, region, host = "shouwang-people", "cn-northwest-1", {host!r}
        aws_access_key_id = aws_secret_access_key = "local"
    person_id = UnicodeAttribute(hash_key=True)
app = flask.Flask("bare")
@app.get("/")
def read():
    try:
        Row.get("nobody")
    except Row.DoesNotExist:
        return {{"found": False}}
assert app.test_client().get("/").status_code == 200
"""
TOKEN = f"nobody.{'x' * 43}"  # of the right form: it is looked up
CALL = """
from functions.{name} import handler
event = {{"version": "2.0", "rawPath": {path!r}, "rawQueryString": "", "headers": {{"authorization": "Bearer {token}"}},
         "cookies": ["shouwang_session={token}"], "isBase64Encoded": False,
         "requestContext": {{"stage": "$default", "http": {{"method": "GET", "path": {path!r}, "sourceIp": "127.0.0.1"}}}}}}
answer = handler(event, None)
assert answer["statusCode"] in {{401, 303}}, answer
"""
# A main request of each function, by a stranger with a wrong session: it is routed, looked up in the store, and answered.
REQUESTS = {
    "login": ("/v1/me", 1.6),
    "recruitment": ("/v1/application", 1.6),
    "checkin": ("/v1/duty/current", 1.3),
    "training": ("/v1/courses", 1.3),
    "honours": ("/v1/me/honours", 1.7),
    "console": ("/console/applications", 1.6),
}


def main() -> int:
    """Measure everything in turn; 1 when a bar is missed."""
    if not LAYERS.is_dir():
        subprocess.run([sys.executable, "layers/build.py", "--running"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder, _door(Path(folder)) as host:
        packaged = Path(folder) / "packaged"
        _script("infra/package.py").package(packaged, sys.executable)
        environment = _environment(Path(folder), host)
        programs = {"bare": BARE.format(host=host)}
        programs |= {name: CALL.format(name=name, path=path, token=TOKEN) for name, (path, _) in REQUESTS.items()}
        spent: dict[str, float] = dict.fromkeys(programs, 1e9)
        for _ in range(ROUNDS):
            for name, program in programs.items():
                path = {"PYTHONPATH": _path(name, packaged / "staged")}
                spent[name] = min(spent[name], _cpu_s(program, environment | path))
    return _told(spent)


def _told(spent: dict[str, float]) -> int:
    missed = 0
    print(f"{'bare':12} {spent['bare'] * 1000:6.0f} ms   the yardstick")
    for name, (_, bar) in REQUESTS.items():
        ratio = spent[name] / spent["bare"]
        missed += ratio > bar
        print(
            f"{name:12} {spent[name] * 1000:6.0f} ms   {ratio:4.2f} x, bar {bar} {'ok' if ratio <= bar else 'MISSED'}"
        )
    print(json.dumps({"cpu_ms": {name: round(seconds * 1000) for name, seconds in spent.items()}}))
    return int(missed > 0)


@contextmanager
def _door(folder: Path) -> Iterator[str]:
    """The embedded store behind HTTP, with every table."""
    use_embedded_store()
    make_key_file(folder / "keys.json")
    House(Settings.from_env({**Deployment(folder).environment(), "SHOUWANG_STORE": f"sqlite:///{folder}/store.db"}))
    declare_tables()
    dynamo.create_tables()
    port = free_port()
    command = [sys.executable, "-m", "dynamodb_sqlite", "serve", f"{folder}/store.db", "--port", str(port)]
    door = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        door.terminate()
        door.wait()


def _environment(folder: Path, host: str) -> dict[str, str]:
    own = {name: value for name, value in Deployment(folder).environment().items() if name.startswith("SHOUWANG_")}
    return {**own, "SHOUWANG_STORE": host, "PATH": os.environ["PATH"]}


def _path(name: str, staged: Path) -> str:
    layers = FUNCTIONS[name].layers if name in FUNCTIONS else ("base",)
    return os.pathsep.join(map(str, [staged, *(LAYERS / layer / "python" for layer in layers)]))


def _script(path: str) -> ModuleType:
    found = importlib.util.spec_from_file_location("packaging", ROOT / path)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _cpu_s(program: str, environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-S", "-B", "-c", program], env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


if __name__ == "__main__":
    sys.exit(main())
