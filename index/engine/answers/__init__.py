"""Answers on a corpus: evaluation, ranking, counting, hits with their snippets, concordances."""
