"""What is told as shared: how long and how like each other two wordings are, in letters."""

VERBATIM = 8
"""Of the shortest passage that is told when it is the same elsewhere."""
NEAR = 10
"""Of the shortest passage that is told when it is reworded; the other wording has ``VERBATIM``."""
ALIKE = 0.7
"""Of the letters of the longer wording, that stay, in whatever order, so that the two are near."""
GAP = 24
"""Between two runs of the same letters that are still one passage, at most."""
