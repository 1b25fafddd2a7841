"""Spaced review: what is due, and the day of an exam."""
