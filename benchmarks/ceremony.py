"""A ceremony from its first step to its last, undisturbed: wall time, CPU and memory, beside the drawing alone.

    python benchmarks/ceremony.py [people]        1,500 unless said

One process works through the job as the worker does, with the presses that it starts; what is measured of it is user and
system time with all that ended under it, and the most memory of a step with its presses. The yardstick in the same run is
what no ceremony can do without: so many pictures drawn and so many pages printed, in this process, nothing kept. Exit 1
when the CPU is more than 90 s of two cores, or the memory more than 400 MB; wall time depends on who else is here.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pictures import TEXT, named

from shouwang.honours.rendering import render_certificate
from shouwang.honours.rendering.pdf import render_pdf_sheets
from shouwang.platform.keys import make_key_file
from shouwang_local.deployment import Deployment

ROOT = Path(__file__).parent.parent
PEOPLE, SAMPLE = 1500, 40
MOST_CPU_S, MOST_KB = 180.0, 400_000
MODULE = "tests.integration.honours.ceremony_process"  # which the proof ends by kill -9; here nobody does


def main() -> int:
    """Measure and tell; 1 when a bar is missed."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    bare_s = drawing_s() * people
    with tempfile.TemporaryDirectory() as folder:
        make_key_file(Path(folder) / "keys.json")
        deployment = Deployment(Path(folder), control_port=1)
        deployment.clock_file.write_text("0")
        run(deployment, "prepare", str(people))
        began, before = time.monotonic(), children_s()
        *steps, last = run(deployment, "work")
        wall_s, cpu_s = time.monotonic() - began, children_s() - before
        (made,) = run(deployment, "report")
    whole = (made["state"], made["pictures"], made["pages"]) == ("done", people, people)
    print(f"{people} people, {len(steps)} steps: {'whole' if whole else f'NOT WHOLE: {made}'}")
    print(f"wall {wall_s:7.1f} s")
    print(f"CPU  {cpu_s:7.1f} s   bar {MOST_CPU_S * people / PEOPLE:.0f} s (90 s of two cores for {PEOPLE})")
    print(f"     {bare_s:7.1f} s   the drawing alone: the ceremony costs {cpu_s / bare_s:.2f} x")
    print(f"peak {last['peak_kb'] / 1000:7.0f} MB  bar {MOST_KB / 1000:.0f} MB")
    return int(not whole or cpu_s > MOST_CPU_S * people / PEOPLE or last["peak_kb"] > MOST_KB)


def drawing_s() -> float:
    """CPU of one picture and one page, of many with different names."""
    texts = [named(number) for number in range(SAMPLE)]
    render_certificate(TEXT)
    render_pdf_sheets(texts[:1])
    start = time.process_time()
    for text in texts:
        render_certificate(text)
    render_pdf_sheets(texts)
    return (time.process_time() - start) / SAMPLE


def run(deployment: Deployment, *words: str) -> list[dict[str, int]]:
    """A process to its end: the lines it wrote. The shell between keeps this process's peak of memory out of its own."""
    command = ["sh", "-c", '"$0" "$@"; exit $?', sys.executable, "-m", MODULE, *words]
    done = subprocess.run(command, env=deployment.environment(), cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def children_s() -> float:
    """User and system time of all that ended under this process."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    sys.exit(main())
