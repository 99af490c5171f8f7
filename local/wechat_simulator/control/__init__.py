"""The control API under /__sim/: what a test, a runner or the page asks of the simulated world. Loopback only."""

from wechat_simulator.control import backstage, phones
from wechat_simulator.control.table import Unknown, commands, run, show

__all__ = ["Unknown", "backstage", "commands", "phones", "run", "show"]
