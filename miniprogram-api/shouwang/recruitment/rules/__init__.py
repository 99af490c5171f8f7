"""Decisions of recruitment 招录; pure."""
