"""审计: who did or saw what about whom; whose word hours rest on."""
