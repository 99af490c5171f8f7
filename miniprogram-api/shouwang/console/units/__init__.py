"""单位与职务: the tree, who holds which post, appointments and recoveries that wait for a second person."""
