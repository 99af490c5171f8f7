"""健康: whether the machinery runs: events, dead letters, jobs, the night, the seal, WeChat."""
