"""此刻在岗: who is on duty at this moment, on a map and in a table, and what comes next."""
