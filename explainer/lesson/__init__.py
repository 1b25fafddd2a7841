"""Teaching without a screen: the log of a lesson, the place in it, the next step, the clock.

Everything that a screen shows follows from the events of a lesson (`event`), which a log keeps in
order: `lesson_log` says what any log promises, `lesson_file` keeps one in a file of SQLite, and
`lesson_state` folds events to what is shown. `presented_lesson` is the presenter's end of it,
`followed_lesson` that of a class's screen, `lesson_folder` has the logs of one person, and
`presence` tells who is there.

`walk.Walk` leads through the sections of a route; `stage` computes the screenfuls of a page and the
stops of each, so that "previous" is the exact inverse of "next". `shown` has the record of
what the class sees; `notes` are for the presenter, `clock` times the talk.

Imports `explainer.render` and `explainer.deck`; `explainer.ui` draws all of it. Begin reading with
`stage.py`.
"""
