"""排班: the week of a unit and those below it, one shift with its people, weekly patterns."""
