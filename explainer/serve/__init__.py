"""A deck for strangers: over SSH."""
