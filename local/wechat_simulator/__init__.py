"""A WeChat to develop against without the internet: its server API with its faults, for one mini-program.

`serve(port, seed=..., now=...)` starts one in this process; `python -m wechat_simulator` starts one alone.
"""

from wechat_simulator.server import Server, serve
from wechat_simulator.world import Account

__all__ = ["Account", "Server", "serve"]
