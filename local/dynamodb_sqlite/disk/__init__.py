"""The SQLite file: connections, group commit, rows, backup and checks."""
