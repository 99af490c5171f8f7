"""Lambda entry of `outbox`: new events from the outbox table's stream; what fails is reported, one by one, and comes again."""

from shouwang.app import House
from shouwang.platform import logs
from shouwang.platform.starting import started
from shouwang.platform.workers import stream_handler
from shouwang.settings import Settings

logs.set_up()
handler = stream_handler(House(Settings.from_env()).outbox)
started()
