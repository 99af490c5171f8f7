"""Put a stage on AWS, see what was deployed, go back, take it away: builds and checks, then CloudFormation through osls.

    python infra/deploy.py deploy --stage dev --region cn-northwest-1
    python infra/deploy.py releases --stage dev --region cn-northwest-1
    python infra/deploy.py rollback --stage dev --region cn-northwest-1 --to 1795661937873
    python infra/deploy.py remove --stage dev --region cn-northwest-1      data stays: tables, files and keys are retained

Account and credentials are the environment's, as for any AWS tool. `make deploy STAGE=dev` and its like call this.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What a release is made of, in order; each ends the deployment when it fails.
STEPS = (("layers/build.py",), ("infra/package.py",), ("infra/generate.py", "--check"))
NO_INTERPRETER = (
    "python3.13 is not here: without its byte code every cold start compiles anew (2.4 times the CPU), so nothing is deployed."
    " Put a python3.13 on the path of the machine that deploys; docs/deploy.md says how."
)


def osls(*arguments: str, root: Path = ROOT, environment: Mapping[str, str] | None = None) -> str:
    """Run osls in a folder that holds serverless.yml, infra/ and build/; what it said. Raises: SystemExit with its words."""
    program = ROOT / "node_modules" / ".bin" / "osls"
    if not program.exists():
        raise SystemExit("osls is missing: run `npm ci`")
    quiet = {"SLS_TELEMETRY_DISABLED": "1", "SLS_NOTIFICATIONS_MODE": "off"}
    told = {**(os.environ if environment is None else environment), **quiet}
    done = subprocess.run([str(program), *arguments], cwd=root, env=told, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:])
    return done.stdout


def releases(where: list[str], root: Path = ROOT, environment: Mapping[str, str] | None = None) -> list[str]:
    """Time stamps of what was deployed, oldest first; each can be gone back to."""
    return re.findall(r"Timestamp: (\d+)", osls("deploy", "list", *where, root=root, environment=environment))


def _deploy(where: list[str], _: str) -> None:
    if shutil.which("python3.13") is None:
        raise SystemExit(NO_INTERPRETER)
    for step in STEPS:
        subprocess.run([sys.executable, *step], cwd=ROOT, check=True)
    print(osls("deploy", *where))
    print("this release:", releases(where)[-1])


def _releases(where: list[str], _: str) -> None:
    print(*releases(where), sep="\n")


def _rollback(where: list[str], to: str) -> None:
    known = releases(where)
    if to not in known:
        raise SystemExit(f"no such release: {to or 'say --to'}; there are: {' '.join(known)}")
    print(osls("rollback", "--timestamp", to, *where))


def _remove(where: list[str], _: str) -> None:
    print(osls("remove", *where))


COMMANDS: Mapping[str, Callable[[list[str], str], None]] = {
    "deploy": _deploy,
    "releases": _releases,
    "rollback": _rollback,
    "remove": _remove,
}


def main() -> None:
    """Do one command. Raises: SystemExit with what is in the way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument(
        "--stage", required=True, choices=sorted(path.stem for path in (ROOT / "infra/stages").iterdir())
    )
    parser.add_argument("--region", default="cn-northwest-1")
    parser.add_argument("--to", default="", help="rollback: the release's time stamp")
    asked = parser.parse_args()
    COMMANDS[asked.command](["--stage", asked.stage, "--region", asked.region], asked.to)


if __name__ == "__main__":
    main()
