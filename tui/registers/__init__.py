"""Registers on the screen: which there are, what is asked for, what a row and its details say."""
