"""课程: what is taught, and what the answers tell of each question."""
