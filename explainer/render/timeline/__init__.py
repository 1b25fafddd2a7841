"""Timelines: events to scale on a strip of lanes, and one after another with what happened."""
