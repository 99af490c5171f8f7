"""报表: a month of a unit and all below, made as a job, drawn and in a table; and who waits at which gate now."""
