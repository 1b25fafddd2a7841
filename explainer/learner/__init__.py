"""Stores what one learner did, in an SQLite file, and runs quizzes on a line terminal.

`record.Record` keeps place and read sections; it is all that a start needs. `history.History` reads
answers and runs, `run_log.RunLog` writes them; `record_file` opens the file and migrates its
schema. `quiz_session.QuizSession` connects a run of `explainer.quiz` with the record,
`desk_session.DeskSession` a round of the evidence desk; screens and plain text use the same
sessions. `plain_quiz` and `plain_desk` drive a session by lines of text. `progress` summarises a
record, `attempt_export` exports it, `moved_record` merges two.

Imports `explainer.quiz` and below. Begin reading with `quiz_session.py`, then `record_file.py`.
"""
