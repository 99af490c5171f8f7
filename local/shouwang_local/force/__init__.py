"""The demo force: an invented district 望澜区, its people, duties and first course.

Everything is made from a seed and a day, the same on every machine; nothing is read but the data files beside it.
"""

from shouwang_local.force import applications, district, people, points, shifts, staff, units

__all__ = ["applications", "district", "people", "points", "shifts", "staff", "units"]
