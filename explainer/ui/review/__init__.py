"""Spaced review: what is due, and the day of an exam.

- `ReviewFlow`: opens the review on request, and then a quiz of the due questions.
- `ProgressFlow`, `ProgressScreen`: a bar a section, what falls due in the coming weeks, the bets.
- `ReviewScreen`: the list of what is due and when, and the line for the day of an exam.

A feature: it imports `overlays`, `panes`, `base` and what is below, but no other feature; the quiz
is started by a request to the app. Dates are computed in `explainer.quiz`. Begin with
`review_flow.py`.
"""
