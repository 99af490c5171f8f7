"""Package without an account: `osls package` against a stand-in for AWS on loopback; leaves build/serverless/<region>/.

Nothing in the template depends on the region, so one template is linted for all of them.

python infra/offline.py [region]
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import deploy

ROOT = Path(__file__).parent.parent
# moto refuses what its linter only warns of, and the framework writes such a warning (W3005); the suite lints by itself.
STAND_IN = """
import moto.cloudformation.models, moto.server
moto.cloudformation.models.validate_template_cfn_lint = lambda template: []
moto.server.main(["-H", "127.0.0.1", "-p", "{port}"])
"""


@contextmanager
def stand_in() -> Iterator[str]:
    """A loopback AWS (moto), for as long as the block runs; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    code = STAND_IN.format(port=port)
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(url, server)
        yield url
    finally:
        server.terminate()
        server.wait()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 300  # a machine may be busy; one that is not answers within seconds
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit("the stand-in for AWS did not start: is moto[server] installed?")
        try:
            with urllib.request.urlopen(f"{url}/moto-api/", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("the stand-in for AWS does not answer")


def account(url: str) -> dict[str, str]:
    """The environment of whoever works with the stand-in."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "SHOUWANG_"))}
    # The stand-in is done at once: osls, which looks every five seconds on AWS, looks ten times a second.
    ours = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "SLS_AWS_MONITORING_FREQUENCY": "100"}
    return {**inherited, **ours, "AWS_ENDPOINT_URL": url}


def package(region: str, stage: str = "dev", root: Path = ROOT) -> Path:
    """Run `osls package` in a folder that holds serverless.yml, infra/ and build/; the template that it wrote.

    Raises: SystemExit with osls's words.
    """
    out = root / "build" / "serverless" / region
    with stand_in() as url:
        where = ["--region", region, "--stage", stage]
        deploy.osls("package", *where, "--package", str(out), root=root, environment=account(url))
    return out / "cloudformation-template-update-stack.json"


if __name__ == "__main__":
    print(package(sys.argv[1] if len(sys.argv) > 1 else "cn-northwest-1"))
