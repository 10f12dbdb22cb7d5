"""Figures: every quantity of a text with its value, unit, subject, date, place and sentence."""
