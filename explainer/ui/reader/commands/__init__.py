"""Commands of the reader, a module a topic."""
