"""Segments: what an index is made of, as arrays in one file each."""
