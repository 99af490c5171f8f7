"""Contract tests that ask the running house; see tests/world.py."""

from tests.fixtures import clock, simulator, store, world

__all__ = ["clock", "simulator", "store", "world"]
