"""The index on the disk: segments, commits, merges, and Whoosh underneath."""
