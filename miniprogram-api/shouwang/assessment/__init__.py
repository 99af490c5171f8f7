"""Assessment 考核: points that each have a reason, rules as data, rankings as snapshots."""
