"""Answer sheets: the part of a question card in which the answer is made.

- `Sheet`: the protocol of all sheets; `RowSheet`: base of those that consist of rows.
- `ChoiceSheet`, `OrderSheet`, `MatchSheet`, `TypedSheet`, `CardSheet`: one for each kind of answer.
- `sheet_for`: the sheet of a question.
- `every_sheet.py`: the commands of all sheets, for the settings.

It imports `panes` and `base`, and nothing of the rest of `quiz`. For another type of question,
begin with `answer_sheet.py` and `choice_sheet.py`, and add the new sheet to `sheet_choice.py`.
"""
