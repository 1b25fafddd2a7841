"""Tables as a reader works with them: sorted, filtered, pinned, compared, transposed.

`table_view.TableView` is the state of a reader with a table, with a function for each change.
`table_index.TableIndex` sorts and filters the rows of a view; `table_drawing.draw_table` draws it
in a pane, and `table_page.table_lines` sets a table into a section. `cells` and `measure` write the
values and their differences; `copy` exports a view; `cell_evidence` shows the evidence of a cell.

Imports `explainer.deck` and `explainer.render`. Begin reading with `table_view.py`.
"""
