"""执勤 over HTTP, on the embedded store."""
