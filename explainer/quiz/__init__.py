"""Asks questions: answers, grading, runs, bets, review, statistics. Nothing here does I/O.

- `answer` has a record for each way of answering; `grading.grade` makes a fraction of an answer.
- `run` is a run through questions as a state machine; `bank` and `shuffle` choose and order them.
- `bet` compares guesses before the text with answers after it; `review` schedules questions (FSRS).
- `desk` and `docket` are the evidence desk; `statistics` are item statistics.
- `feedback`, `result`, `review_page`, `desk_page`, `statistics_lines` put all of it into lines.
- `writers/` writes questions in the formats of other tools.

Imports `explainer.render` and `explainer.deck`; `explainer.learner` stores what happens here. Begin
reading with `run.py`, then `grading.py`.
"""
