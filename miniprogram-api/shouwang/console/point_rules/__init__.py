"""积分办法: every version in words, a new one tried on a season, and switched on."""
