"""Integration tests live in a world of their own; see tests/world.py."""

from tests.fixtures import clock, simulator, store, world

__all__ = ["clock", "simulator", "store", "world"]
