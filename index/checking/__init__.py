"""Checking: whether what a draft quotes, attributes, counts and reuses stands so in the texts."""
