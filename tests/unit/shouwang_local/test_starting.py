"""What makes hundreds of short processes bearable: modules are compiled once, whatever an image for containers says."""

import os
import subprocess
import sys

ASKED = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
SEES = "kept:\n\t@{python} -c 'import sys; print(not sys.dont_write_bytecode)'\n"


def test_make_keeps_byte_code():
    makefile = f"include Makefile\n{SEES.format(python=sys.executable)}"

    told = subprocess.run(
        ["make", "--no-print-directory", "-f", "-", "kept"],
        input=makefile,
        env=ASKED,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout == "True\n"


def test_whatever_tests_start_keeps_byte_code():
    told = subprocess.run(
        [sys.executable, "-c", "import sys; print(not sys.dont_write_bytecode)"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert (told.stdout, sys.dont_write_bytecode) == ("True\n", False)
