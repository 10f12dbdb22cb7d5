"""What a match is, found in one text at a time: what the operations on arrays are held against."""
