"""Quoting: citations of documents, and drafts that quotations are added to."""
