"""Where the leaves of a query match in a segment, by operations on arrays instead of texts."""

from index.engine.matching.matcher import Matcher

__all__ = ["Matcher"]
