"""Where what is sought stands in a corpus: letter for letter, or nearly."""
