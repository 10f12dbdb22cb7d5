"""The rows of registers, kept beside the library: worked out once for each document, never the truth."""
