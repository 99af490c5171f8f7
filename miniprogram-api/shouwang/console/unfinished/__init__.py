"""没学完的: who has not finished what is required of them, until when."""
