"""今日待办: what waits for me, the oldest first, and how the day stands."""
