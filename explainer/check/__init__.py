"""Finds problems of a deck beyond those of loading it; the work of `explainer check`.

`deck_check.check_deck` loads a deck, runs every check and returns the problems with their places.
`links`, `unused`, `unsourced` and `directive_check` look at the whole deck; `question_check` calls
`choices`, `stem` and `key_position` for questions. `figure`, `quantity` and `near_duplicate` are
the recognisers behind them. `shortened` limits the number of problems of one kind.

Imports `explainer.render` and `explainer.deck`. Begin reading with `deck_check.py`.
"""
