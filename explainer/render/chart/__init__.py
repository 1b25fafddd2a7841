"""Charts: numbers of a table, drawn with characters, told in words, and guessed at."""
