"""执勤: shifts, check-in and check-out, sessions, duty reports, service hours, the public hours log."""
