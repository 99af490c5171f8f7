"""报名审核: the queue of each gate and one application at a time."""
