"""Starts on this process's terminal: the reader, a quiz, a lesson."""
