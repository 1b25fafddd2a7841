"""Opened tables, charts and timelines: figures that take the keys until they are closed.

- `open_figure` answers a request for a figure; `figure_of` makes it from a directive.
- `FigureScreen`: figure, evidence and last line; it gives the keys to the figure.
- `Figure`: the protocol that `TableFigure`, `ChartFigure` and `TimelineFigure` follow. Each draws
  its lines from data, view and size, and has its own commands.
- `FacetFigure`: a table or chart below its facets, made anew for each of their values.

A feature: it imports `overlays`, `panes`, `base` and what is below, but no other feature. Begin
with `figure.py`, then `chart_figure.py`. A figure opened for a class is shown by `teach` as well.
"""
