"""打卡与补卡: what waits for a leader's word, one queue a matter, one case at a time, by the keys of every review."""
