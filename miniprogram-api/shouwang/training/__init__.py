"""Training 培训: courses, question banks, attempts that cannot be lost or cheated, and who has passed."""
