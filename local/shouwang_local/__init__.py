"""One machine: the runner that starts everything, the demo force, the demo journey. Never ships to a function."""
