"""Lambda entry of `nightly`: the sweep of stuck events every 5 minutes, and each night's work once."""

from shouwang.app import House
from shouwang.platform import logs
from shouwang.platform.starting import started
from shouwang.platform.workers import schedule_handler
from shouwang.settings import Settings

logs.set_up()
house = House(Settings.from_env())
handler = schedule_handler(house.outbox, house.jobs)
started()
