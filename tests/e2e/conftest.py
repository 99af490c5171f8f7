"""What browser tests share: the Chromium of their worker, and the address it looks at."""

from collections.abc import Iterator

import pytest

from tests.chromium import browser_type_launch_args
from tests.serving import Listening, listening

__all__ = ["browser_type_launch_args"]


@pytest.fixture(scope="session")
def door() -> Iterator[Listening]:
    """One address a process, so that a window keeps what it fetched and compiled for good."""
    with listening() as made:
        yield made
