"""Teaching on one machine: the presenter's console and the class's screen.

- `Talk`: state of one lesson, such as place, uncovered steps, spotlight and clock.
- `PresenterScreen`: the console; `AudienceScreen`: the class's screen.
- `explainer.lesson` has the log by which the two are connected.
- `ClassView`: draws a published view for a screen of any size.
- `teaching_commands.py`: commands of the presenter, in the order of the help.

A feature: it imports `overlays`, `panes`, `base` and what is below, but no other feature; figures
are given to it by `start/lesson_start.py`. Begin with `talk.py`, then `presenter_screen.py`.
"""
