"""What the user sees and types: the command line, the terminal interface and their words in each language."""
