"""The House of a local process: settings from the environment, the embedded store attached, the right clock."""

from shouwang.app import House
from shouwang.settings import Settings
from shouwang_local.clock import clock_for
from shouwang_local.embedded import use_embedded_store


def open_house() -> House:
    """The composition root on one machine."""
    settings = Settings.from_env()
    use_embedded_store()
    return House(settings, now=clock_for(settings.clock_offset_file))
