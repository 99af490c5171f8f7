"""`make run`: everything on one machine, in one process group that Ctrl-C ends cleanly."""

import argparse
import signal
import threading
from pathlib import Path

from shouwang_local import seed
from shouwang_local.deployment import CannotStart, Deployment
from shouwang_local.processes import Processes
from shouwang_local.seed import simulator

HELLO = """
守望 runs.

  phone       {url}/phone     (the volunteers' mini-program: choose who holds it)
  console     {url}/console
  API         {url}/readyz      contract: docs/api/openapi.json
  WeChat      http://localhost:{wechat}   (the simulator: play anybody's phone here)
  your data   {folder}   (a second start keeps it; logs are there, too)

Try:

  curl -s {url}/v1/medals
  curl -s {url}/v1/login -H 'Content-Type: application/json' \\
    -d "$(curl -s http://localhost:{wechat}/__sim/login -d '{{"user":"recruiter-1"}}' | cut -d, -f1)}}"
  make demo          # one volunteer's whole way, in another terminal

Sign in to the console: open it, copy the code under the picture, paste it on the simulator's page as 王静澜 (recruiter).
Ctrl-C ends everything.
"""


def main(arguments: list[str]) -> int:
    """Start, seed once, watch until told to stop. Raises: CannotStart."""
    parser = argparse.ArgumentParser(prog="make run")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--wechat-port", type=int, default=8001)
    parser.add_argument("--folder", type=Path, default=Path("var"))
    asked = parser.parse_args(arguments)
    deployment = Deployment(asked.folder.resolve(), asked.port, asked.wechat_port)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    deployment.prepare()
    seed.seed_once(deployment)
    processes = Processes(deployment)
    try:
        processes.start_all()
        simulator.introduce(deployment)
        print(HELLO.format(url=deployment.url, wechat=deployment.wechat_port, folder=asked.folder), flush=True)
        while not stop.wait(0.5):
            processes.check()
    except CannotStart:
        if stop.is_set():  # a Ctrl-C reached the children first
            return 0
        raise
    finally:
        processes.stop()
    print("\nstopped; your data is kept.")
    return 0
