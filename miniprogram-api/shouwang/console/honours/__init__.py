"""荣誉: what was given and on what ground, giving and taking back, ceremonies, the year's choice."""
