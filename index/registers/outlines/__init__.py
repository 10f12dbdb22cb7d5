"""Outlines: the headings of a text, their levels, and what parallel ones share."""
