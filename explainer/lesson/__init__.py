"""Teaching without a screen: the place in the lesson, the next step, the clock.

`walk.Walk` leads through the sections of a route; `stage` computes the screenfuls of a page and the
stops of each, so that "previous" is the exact inverse of "next". `shown` has the records that the
presenter's terminal sends to the class's; `notes` are for the presenter, `clock` times the talk.

Imports `explainer.render` and `explainer.deck`; `explainer.ui` draws all of it. Begin reading with
`stage.py`.
"""
