"""Documents beside each other: the passages they share and the paragraphs that go together."""
