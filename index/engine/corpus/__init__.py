"""All segments under one numbering of documents, with their columns of metadata."""
