"""Timelines: events to scale on a strip of lanes, and in a list with their details.

`timeline_view.TimelineView` is the state of a reader with a timeline, with a function for each
change; `selection` finds the events that it shows. `timeline_page.timeline_lines` sets them into a
section: the strip (`strip`, with the axis of `timeline_scale`) and the list of events.

Imports `explainer.deck` and `explainer.render`. Begin reading with `timeline_view.py`.
"""
