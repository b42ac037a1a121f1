"""Readers of what clerks already have; each takes text or bytes and returns what it would take over, with problems."""
