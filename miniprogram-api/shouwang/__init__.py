"""Shouwang 守望: hours and honours that stand up."""

__version__ = "0.1.0"
