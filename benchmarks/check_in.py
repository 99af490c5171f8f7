"""Check-in over HTTP: one client beside a plain Flask + SQLite endpoint, then 50 a second for a minute.

Both servers run under the same gunicorn settings with the same durability (SQLite WAL, synchronous FULL), and are asked in
turns, so that the machine's noise meets both. The plain one does `select, insert` of one row a request. Beside the time a
client waits stands the CPU time that each server spent: on a busy machine only that one says something about the code.
The minute is an open loop: a tap is due at its time, whoever still waits; its latency counts from then.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from _check_ins import Client, Stage, set_up

from shouwang_local.deployment import free_port
from shouwang_local.processes import children_of

ROUNDS, EACH = 6, 40
RATIO_BAR = 4.0
A_SECOND, SECONDS, THREADS = 50, 60, 16
P95_BAR_MS = 300.0

PLAIN = """
import sqlite3, threading
from flask import Flask, jsonify, request
app, local = Flask(__name__), threading.local()

def db():
    if not hasattr(local, "db"):
        local.db = sqlite3.connect("{file}", timeout=30, isolation_level=None)
        local.db.execute("PRAGMA journal_mode=WAL")
        local.db.execute("PRAGMA synchronous=FULL")
        local.db.execute("CREATE TABLE IF NOT EXISTS checkins (person TEXT PRIMARY KEY, at TEXT, body TEXT)")
    return local.db

@app.post("/v1/checkins")
def check_in():
    who = request.headers["Idempotency-Key"]
    if db().execute("SELECT at FROM checkins WHERE person = ?", (who,)).fetchone():
        return jsonify(error="open"), 409
    db().execute("INSERT INTO checkins VALUES (?, datetime(), ?)", (who, request.get_data(as_text=True)))
    return jsonify(ok=True), 201
"""


def main() -> int:
    """Measure both; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:  # the disk of the house, not a /tmp in memory
        stage = set_up(Path(folder) / "store", 1500 + ROUNDS * EACH)
        plain, port = _plain(Path(folder))
        try:
            met = _alone(stage, port, plain.pid)
        finally:
            plain.terminate()
            plain.wait()
        try:
            return 0 if _minute(stage) and met else 1
        finally:
            stage.processes.stop()


def _alone(stage: Stage, plain_port: int, plain_pid: int) -> bool:
    """One client, both servers in turns."""
    ours, plain = Client(stage.deployment.port), Client(plain_port)
    people = stage.people[-ROUNDS * EACH :]
    for n in range(20):  # both warm
        plain.post("/v1/checkins", b"{}", {"Idempotency-Key": f"warm-{n}"})
        ours.tap(people[0], stage.body(people[0]), f"warm-up-{n}")
    rounds, spent = [], (0.0, 0.0)
    servers = (stage.processes.running["api"].pid, plain_pid)
    for n in range(ROUNDS):
        some = people[n * EACH : (n + 1) * EACH]
        for client in (ours, plain):
            client.close()  # on a busy machine the other's turn lasts longer than a server keeps a connection
        before = [cpu_s(pid) for pid in servers]
        mine = [_timed(ours, who, stage.body(who), f"alone-{who.actor.person_id}") for who in some]
        theirs = [_timed(plain, who, stage.body(who), f"alone-{who.actor.person_id}") for who in some]
        rounds.append((statistics.median(mine), statistics.median(theirs)))
        spent = [
            sum(pair) for pair in zip(spent, (cpu_s(p) - b for p, b in zip(servers, before, strict=True)), strict=True)
        ]
    ratio = statistics.median(mine / theirs for mine, theirs in rounds)
    mine_ms, theirs_ms = (statistics.median(column) * 1e3 for column in zip(*rounds, strict=True))
    print(f"{'':<34}{'check-in':>12}{'plain':>12}{'bar':>12}")
    print(f"{'one client, p50 ms':<34}{mine_ms:>12.1f}{theirs_ms:>12.1f}{f'<= {RATIO_BAR:.0f} x':>12}  {ratio:.2f} x")
    mine_ms, theirs_ms = (seconds / ROUNDS / EACH * 1e3 for seconds in spent)
    print(f"{'CPU of the server, ms':<34}{mine_ms:>12.1f}{theirs_ms:>12.1f}{'':>12}  {mine_ms / theirs_ms:.2f} x")
    return ratio <= RATIO_BAR


def cpu_s(pid: int) -> float:
    """CPU seconds that a server and its workers have spent."""
    total = 0
    for process in (pid, *children_of(pid)):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])  # utime, stime
    return total / os.sysconf("SC_CLK_TCK")


def _timed(client: Client, who: object, body: bytes, key: str) -> float:
    begun = time.perf_counter()
    status, answer = client.tap(who, body, key)  # type: ignore[arg-type]
    took = time.perf_counter() - begun
    if status not in (200, 201):
        raise SystemExit(f"a check-in was refused: {answer}")
    return took


def _minute(stage: Stage) -> bool:
    """In and, after half the time, out again, at the rate; the latency of each from when it was due."""
    half = A_SECOND * SECONDS // 2
    taps = [(who, "in") for who in stage.people[:half]] + [(who, "out") for who in stage.people[:half]]
    local, took, wrong = threading.local(), [], []
    begun = time.perf_counter() + 0.5

    def tap(n: int) -> None:
        if not hasattr(local, "client"):
            local.client = Client(stage.deployment.port)
        due = begun + n / A_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        who, way = taps[n]
        status, answer = local.client.tap(who, stage.body(who, way), f"minute-{way}-{who.actor.person_id}")
        took.append(time.perf_counter() - due)
        if status != 201:
            wrong.append(answer)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(tap, range(len(taps))))
    seconds = time.perf_counter() - begun
    p50, p95, p99 = (statistics.quantiles(took, n=100)[n - 1] * 1e3 for n in (50, 95, 99))
    machine = f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"{len(taps)} taps in {seconds:.0f} s, {len(wrong)} errors; {machine}")
    print(f"{f'{A_SECOND}/s, p50 / p95 / p99 ms':<34}{p50:>12.0f}{p95:>12.0f}{p99:>12.0f}   p95 <= {P95_BAR_MS:.0f}")
    return p95 <= P95_BAR_MS and not wrong


def _plain(folder: Path) -> tuple["subprocess.Popen[bytes]", int]:
    (folder / "plain.py").write_text(PLAIN.replace("{file}", str(folder / "plain.db")))
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "plain:app", "--chdir", str(folder), "--bind", f"127.0.0.1:{port}"]
    options = [
        "--worker-class",
        "gthread",
        "--workers",
        "1",
        "--threads",
        "16",
        "--log-level",
        "warning",
        "--no-control-socket",
    ]
    server = subprocess.Popen([*command, *options])
    client, until = Client(port), time.monotonic() + 30
    while time.monotonic() < until:
        try:
            client.post("/v1/checkins", b"{}", {"Idempotency-Key": "first"})
        except OSError:
            time.sleep(0.05)
        else:
            return server, port
    raise SystemExit("the plain server does not answer")


if __name__ == "__main__":
    sys.exit(main())
