"""Reading a deck: title, text, outline, evidence, search and lists."""
