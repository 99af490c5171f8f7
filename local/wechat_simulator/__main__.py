"""`python -m wechat_simulator`: the simulator on its own, until it is told to stop."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from wechat_simulator.server import serve
from wechat_simulator.world import Account


def main(arguments: list[str] | None = None) -> int:
    """Start, say where, and wait for Ctrl-C or a TERM signal. Returns the exit code."""
    asked = _parser().parse_args(arguments)
    account = Account(
        appid=asked.appid,
        secret=asked.secret,
        push_token=asked.push_token,
        push_aes_key=asked.push_aes_key,
        push_url=asked.push_url or f"{asked.backend.rstrip('/')}/wechat/push",
    )
    try:
        server = serve(
            asked.port,
            seed=asked.seed,
            account=account,
            state=asked.state,
            backend=asked.backend,
            deliver_every_s=asked.deliver_every or None,
        )
    except (OSError, ValueError) as fault:
        print(f"cannot start: {fault}", file=sys.stderr)
        return 1
    print(f"the simulated WeChat listens on {server.url}", flush=True)
    _wait()
    server.close()
    return 0


def _wait() -> None:
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_stop.set())
    while not told_to_stop.wait(0.2):  # a signal that another thread received is handled when this one next runs
        continue


def _parser() -> argparse.ArgumentParser:
    default = Account()
    parser = argparse.ArgumentParser(prog="wechat_simulator", description="WeChat's server API on this machine only.")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--seed", type=int, default=1, help="same seed, same codes and tokens")
    parser.add_argument("--state", type=Path, help="a JSON file that keeps people and grants over a restart")
    parser.add_argument("--backend", default="http://127.0.0.1:8000", help="whose phone the page plays")
    parser.add_argument("--appid", default="", help="without one the account is the first caller's")
    parser.add_argument("--secret", default="")
    parser.add_argument("--push-url", default="", help="default: <backend>/wechat/push")
    parser.add_argument("--push-token", default=default.push_token)
    parser.add_argument("--push-aes-key", default=default.push_aes_key)
    parser.add_argument("--deliver-every", type=float, default=2.0, help="seconds between pushes; 0: only when asked")
    return parser


if __name__ == "__main__":
    sys.exit(main())
