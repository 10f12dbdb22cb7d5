"""How two wordings differ, as a person would mark it."""
