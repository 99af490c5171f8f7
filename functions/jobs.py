"""Lambda entry of `jobs`: steps of long work, whenever the schedule or a queue message wakes it."""

from shouwang.app import House
from shouwang.platform import logs
from shouwang.platform.starting import started
from shouwang.platform.workers import jobs_handler
from shouwang.settings import Settings

logs.set_up()
handler = jobs_handler(House(Settings.from_env()).jobs)
started()
