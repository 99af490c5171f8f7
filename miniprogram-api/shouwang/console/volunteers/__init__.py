"""队员: finding volunteers, looking at one whole, and what may be done about one."""
