"""Tables of articles: jsonl, json, csv and tsv, also compressed, row by row, whatever their size."""
