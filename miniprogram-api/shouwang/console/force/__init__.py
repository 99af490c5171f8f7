"""全队设置: the force's own rules as data, with what was changed when by whom."""
