"""Drafts as files for others: Word documents in the layout of official documents, Markdown, plain text."""
