"""Read-only material that ships with the program: plain, diffable files, each naming its source."""
