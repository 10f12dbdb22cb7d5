"""Manuscripts as Word documents, written part by part: no library for them makes footnotes."""
