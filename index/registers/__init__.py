"""Registers: what drafters keep by hand in tables, taken from the texts with its place in them."""
