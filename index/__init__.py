"""The library behind dangjian-tui: everything that has an answer without a screen."""
