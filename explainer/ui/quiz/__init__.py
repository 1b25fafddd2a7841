"""Quizzes and bets: the card of a question, its answer sheet, feedback and result.

- `QuizFlow`: opens a quiz or a bet, and the next quiz after one.
- `QuizScreen`: a run of questions; `BetScreen`: one question before the text.
- `question_card` draws a question, `feedback_card` its feedback and the result of a run.
- `answer_sheets`: one module for each type of answer; `sheet_for` finds the one of a question.
- `quiz_commands.py`: commands of a question, of its feedback and of the result.

A feature: it imports `overlays`, `panes`, `base` and what is below, but no other feature. Rules of
runs and marking are in `explainer.quiz`, the record in `explainer.learner`. Begin with
`quiz_screen.py`.
"""
