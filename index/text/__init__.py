"""Text as matching, citing and showing see it: fold, match form, literals, pinyin, sentences, scripts."""
