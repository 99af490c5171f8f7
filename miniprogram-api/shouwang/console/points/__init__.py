"""集结点: where they are, on a map and in a table; adding and changing one."""
