"""Facets of tables and charts: columns whose values a reader switches.

- `facets.Facets`: the combinations of values, and the table at each; who leads there.
- `facet_view.FacetView`: the state of a reader with a figure that has facets.
- `facet_lines`: draws the facets; `facet_chart` makes the data of a chart on a scale of all values.
- `facet_narrowing.narrowed_by`: a directive at the values that a reader chose.

Imports `render` and what is below. Begin reading with `facets.py`.
"""
