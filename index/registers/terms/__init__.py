"""Terms: set formulae and named mechanisms, where they stand and what the texts say they mean."""
