"""The composition root: which function serves what, and how stores, services and routes come together.

`FUNCTIONS` is the one table; `infra/`, roles and the route map are generated from it and compared by a test.
Slices are imported only by the functions that use them, so that a cold start pays for nothing else.
"""

from shouwang.app.functions import FUNCTIONS, Function
from shouwang.app.house import House
from shouwang.app.made_of import declare_tables

__all__ = ["FUNCTIONS", "Function", "House", "declare_tables"]
