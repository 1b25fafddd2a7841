"""The regions of the reader's screen."""
