"""Formula families: what many documents say, in all its wordings."""
