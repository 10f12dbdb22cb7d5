"""What a user may have meant: words of the corpus for what was typed, each with what it finds.

``Suggester`` is made of the vocabulary of the index, the lexicon and the titles, ``Suggestions`` keeps it for
a corpus, ``last_term`` tells which part of a query is completed. Nothing is suggested that no document holds.
"""

from index.engine.suggest.source import Suggestions
from index.engine.suggest.suggester import MOST, Proposal, Suggester
from index.engine.suggest.typed import last_term
from index.engine.suggest.vocabulary import Vocabulary

__all__ = ["MOST", "Proposal", "Suggester", "Suggestions", "Vocabulary", "last_term"]
