"""Draws charts of a table's numbers with characters, and describes them in words.

`data.chart_data` takes the series and points from a table; `chart_view.ChartView` holds the state
of a reader: the cursor, the guesses, and whether the record is revealed.
`chart_drawing.chart_lines` draws both with the module for the kind of chart: `bars`, `stack`,
`line_chart`, `dot` or `slope`. `chart_words` says the same in sentences, and `chart_page` sets a
chart into a section.

Imports `explainer.deck` and `explainer.render`. Begin reading with `data.py`, then `drawing.py`,
which all kinds share.
"""
