"""The query language: from what is typed to a tree, and what a tree is made of."""
