"""Lambda entry of `honours` (考核与荣誉): HTTP API v2.0 events, through the guard, to its own slices."""

from shouwang.app import House
from shouwang.platform.entry import ZAPPA_SETTINGS, serve
from shouwang.platform.starting import started
from shouwang.settings import Settings

APP_MODULE = __name__
globals().update(ZAPPA_SETTINGS)
app = House(Settings.from_env()).serving("honours")
handler = serve(__name__)
started()
