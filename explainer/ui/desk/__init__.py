"""The evidence desk: an assertion, what one makes of it, and the record."""
