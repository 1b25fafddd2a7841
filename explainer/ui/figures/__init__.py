"""Opened tables, charts and timelines: a figure that takes the keys until it is closed."""
