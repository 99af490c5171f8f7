"""The journey: its chapters, its report, and a deployment of its own that goes away afterwards."""

import json
import shutil
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

from shouwang_local import control, seed
from shouwang_local.demo import duty, honours, joining
from shouwang_local.demo.play import Differs, Stage
from shouwang_local.deployment import Deployment, free_port
from shouwang_local.processes import Processes
from shouwang_local.seed import simulator

FOLDER = Path("var/demo")


def main(_: list[str]) -> int:
    """Play on a fresh store; 0 when everything went as it should."""
    began = time.monotonic()
    shutil.rmtree(FOLDER, ignore_errors=True)
    deployment = fresh_deployment(FOLDER / "store")
    print("a fresh store and the demo clock; everything below goes over HTTP\n", flush=True)
    processes = Processes(deployment)
    door = None
    stage = Stage(deployment)
    try:
        seed.seed_once(deployment)
        door = control.serve(deployment)
        processes.start_all()
        simulator.introduce(deployment)
        play(stage, FOLDER)
        print(
            f"\neverything went as it should: {len(stage.steps)} steps in {time.monotonic() - began:.0f} s; see {FOLDER}/"
        )
    except Differs as differs:
        print(f"\nDIFFERS  {differs}", file=sys.stderr)
        return 1
    finally:
        _write_report(stage)
        if door is not None:
            door.shutdown()
        processes.stop()
    return 0


def play(stage: Stage, folder: Path, take: int = 0) -> None:
    """All chapters, in order; each take is another person's way. Raises: Differs."""
    volunteer = joining.join(stage, take)
    honours.allow_messages(stage, volunteer)
    duty.serve(stage, volunteer)
    honours.honour(stage, volunteer, folder)


def fresh_deployment(folder: Path) -> Deployment:
    """A deployment in an empty folder, on free ports, with a settable clock."""
    deployment = replace(
        Deployment(folder.resolve()), port=free_port(), wechat_port=free_port(), control_port=free_port()
    )
    deployment.prepare()
    deployment.clock_file.write_text("0")
    return deployment


def _write_report(stage: Stage) -> None:
    report = {"steps": [asdict(step) for step in stage.steps]}
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
