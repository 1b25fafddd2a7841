"""`check` reports missing parts of questions, and clues to their keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.check.choices import check_choice_words, check_choices
from explainer.check.key_position import chi_squared_tail
from explainer.check.near_duplicate import near_duplicates
from explainer.check.quantity import in_order
from explainer.check.stem import negative_word
from explainer.deck.question import Choice, Question, QuestionType
from explainer.problems import Code, Problem, Problems, Severity, Span

from .checked_deck import SOURCES, checked, places

WHOLE = 'section = "a"\nexplain = "E"\nsources = ["n01"]\n'
"""The fields that every question should have."""

MISSING = {
    Code.QUESTION_UNSOURCED,
    Code.QUESTION_SECTION_MISSING,
    Code.EXPLANATION_MISSING,
    Code.WHY_MISSING,
}


def choice(text: str, correct: bool = False) -> str:
    reason = "correct = true" if correct else 'why = "W"'
    return f'  {{ text = "{text}", {reason} }},\n'


def single(*texts: str, key: int = 0, prompt: str = "Which?", more: str = WHOLE) -> str:
    choices = "".join(choice(text, place == key) for place, text in enumerate(texts))
    return (
        f'[[question]]\nid = "q"\ntype = "single"\nprompt = "{prompt}"\n{more}'
        f"choices = [\n{choices}]\n"
    )


def found(root: Path, questions: str, *, language: str = "en") -> list[Problem]:
    manifest = f'format = 1\nid = "d"\ntitle = "D"\nlanguage = "{language}"\n'
    files = {
        "deck.toml": manifest,
        "01-a.md": "# A\n\nSaid[^n01].\n",
        "sources.toml": SOURCES,
        "quiz/q.toml": questions,
    }
    return checked(root, files)


def codes(problems: list[Problem]) -> set[Code]:
    return {problem.code for problem in problems}


# --- missing parts -----------------------------------------------------------------------------


def test_a_question_that_leaves_out_everything_is_told_each_thing_at_its_place(
    tmp_path: Path,
) -> None:
    text = (
        '[[question]]\nid = "q"\ntype = "single"\nprompt = "Which?"\nchoices = [\n'
        '  { text = "One", correct = true },\n'
        '  { text = "Two" },\n  { text = "Three", why = " " },\n]\n'
    )
    problems = found(tmp_path, text)

    assert codes(problems) == MISSING
    for code in MISSING - {Code.WHY_MISSING}:
        assert places(problems, code) == [("quiz/q.toml", 2, 6)]
    assert places(problems, Code.WHY_MISSING) == [("quiz/q.toml", 7, 12)]
    assert "'Two' and 1 more are wrong" in next(
        problem.message for problem in problems if problem.code is Code.WHY_MISSING
    )
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert all("'q'" in problem.message and problem.help for problem in problems)


def test_a_whole_question_of_any_type_has_nothing_to_report(tmp_path: Path) -> None:
    kinds = [
        'type = "multiple"\nchoices = [{ text = "A", correct = true }, { text = "B", why = "W" }]',
        'type = "true-false"\nanswer = true',
        'type = "numeric"\nanswer = 3',
        'type = "short"\naccept = ["A"]',
        'type = "match"\npairs = [["A", "B"], ["C", "D"]]',
        'type = "order"\nitems = ["A", "B"]',
        'type = "cloze"\ntext = "A [[B]]"',
    ]
    text = "".join(
        f'[[question]]\nid = "q{number}"\nprompt = "P"\n{WHOLE}{kind}\n'
        for number, kind in enumerate(kinds)
    )

    assert found(tmp_path, text + single("One", "Two", "Three")) == []


def test_a_bet_needs_its_section_reasons_and_explanation_too(tmp_path: Path) -> None:
    bet = single("One", "Two", more="").replace(', why = "W"', "")
    problems = checked(
        tmp_path,
        {"01-a.md": '+++\nbets = ["q"]\n+++\n\n# A\n', "quiz/q.toml": bet},
    )

    assert codes(problems) == MISSING - {Code.QUESTION_UNSOURCED}


def test_a_claim_is_what_a_question_rests_on_as_well_as_a_source(tmp_path: Path) -> None:
    claims = '[[claim]]\nid = "c"\ntext = "T"\nverdict = "opinion"\n'
    more = 'section = "a"\nexplain = "E"\n'
    files = {"01-a.md": "# A\n\n[T]{claim=c}\n", "claims.toml": claims}
    rests = {**files, "quiz/q.toml": single("One", "Two", more=f'{more}claims = ["c"]\n')}
    hangs = {**files, "quiz/q.toml": single("One", "Two", more=more)}

    assert checked(tmp_path / "one", rests) == []
    assert codes(checked(tmp_path / "other", hangs)) == {Code.QUESTION_UNSOURCED}


def test_a_deck_without_sources_and_claims_has_nothing_to_rest_on(tmp_path: Path) -> None:
    text = single("One", "Two", more='section = "a"\nexplain = "E"\n')

    assert checked(tmp_path, {"01-a.md": "# A\n", "quiz/q.toml": text}) == []


# --- prompts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("Which of these is not a planet?", "not"),
        ("Which company does not sell phones?", "not"),
        ("Which of these isn't a planet?", "not"),
        ("Which of these isn’t a planet?", "not"),
        ("Which of these cannot be undone?", "cannot"),
        ("What did Apple never confirm?", "never"),
        ("What did Apple not confirm?", "not"),
        ("All of these are planets except:", "except"),
        ("All of the following are planets, except which one?", "except"),
        ("All but one of these are made in China. Which?", "but"),
        ("Which of these companies has no factory?", "no"),
        ("Which of these needs no licence?", "no"),
        ("To whom does the rule not apply?", "not"),
        ("For which of these is a licence not needed?", "not"),
        ("In 2024, which of these was not sold?", "not"),
        ("The list is short. Which of these are not covered? Choose all.", "not"),
        ("Choose the one that is not a planet.", "not"),
        ("A licence is not needed for:", "not"),
        ("Which U.S. state is not on the coast?", "not"),
    ],
)
def test_a_prompt_that_chooses_by_a_negation_is_found(prompt: str, word: str) -> None:
    assert negative_word(prompt) == word


@pytest.mark.parametrize(
    "prompt",
    [
        "Which of these is NOT a planet?",
        "Which of these is *not* a planet?",
        "Which of these is **not** a planet?",
        "All of these are planets EXCEPT:",
        "Why did X not launch?",
        "When did it not rain?",
        "Which company said that it would not launch?",
        "Who wrote “this is not a pipe”?",
        "What does 'never again' refer to?",
        "What happens if the licence is not granted?",
        "Which company no longer sells phones?",
        "Which company had no more than ten people?",
        "Which phone not only rings but sings?",
        "Which article is No. 5?",
        "Apple did not comment. Who did?",
        "Apple did not comment because:",
        "Apple did not confirm the deal.",
        "Is it true that X did not pay?",
        "Which rule covers services not offered to the public?",
        "The phone, which was not sold, is made by whom?",
        "What makes a phone with no SIM work?",
        "Everyone except the CAC agreed. Who led the talks?",
        "Which of these applies to everyone except children?",
        "Who knows whether or not it rains?",
        "",
    ],
)
def test_a_negation_that_is_brought_out_or_part_of_the_matter_is_fine(prompt: str) -> None:
    assert negative_word(prompt) == ""


def test_a_negative_stem_is_reported_at_its_prompt(tmp_path: Path) -> None:
    text = single("One", "Two", prompt="Which of these is not a planet?")
    problems = found(tmp_path, text)

    assert places(problems, Code.NEGATIVE_STEM) == [("quiz/q.toml", 4, 10)]
    assert "NOT" in problems[0].help


# --- choices -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texts",
    [
        ("At a spring", "at a  spring.", "At its mouth"),
        ("A government agency decides", "The goverment agency decides", "Nobody decides it"),
        ("It gave a licence to all", "It gave licences to all", "It refused to speak"),
        ("same", "same"),
    ],
)
def test_choices_with_the_same_words_are_near_duplicates(texts: tuple[str, ...]) -> None:
    assert near_duplicates(texts) == [(0, 1)]


@pytest.mark.parametrize(
    "texts",
    [
        ("8.7 %", "8.9 %", "9.1 %"),
        ("Yes", "No"),
        ("Its phones were not sold", "Its phones were sold", "Honor was sold"),
        ("The second quarter of 2023", "The first quarter of 2023", "The last quarter of 2023"),
        ("It rose by 14 per cent", "It rose by 16 per cent", "Something else"),
        ("It increases the pressure", "It decreases the pressure", "Something else"),
        ("interstate trade law", "intrastate trade law", "another thing here"),
        ("typical signs of it", "atypical signs of it", "another thing here"),
        ("He saw the dog there", "He saw a dog there", "He saw dog there"),
        ("It broke on 2024-11-20T10:00", "It broke on 2024-11-20T11:00", "It did not break"),
        ("Homo sapiens", "homo Sapiens", "Homo Sapiens"),
        ("String", "string", "number"),
        ("Console.log of it", "console.log of it", "print it"),
        ("At a spring", "At the mouth", "At spring tide of it"),
        ("Aa", "aa", "AA"),
        ("resume", "résumé", "report"),
        ("`True`", "`true`", "`TRUE`"),
        ("x² + 1 = 0", "x2 + 1 = 0", "x + 1 = 0"),
    ],
)
def test_other_numbers_opposites_and_small_differences_that_are_asked_for_are_none(
    texts: tuple[str, ...],
) -> None:
    assert near_duplicates(texts) == []


def test_a_near_duplicate_says_where_the_other_one_is(tmp_path: Path) -> None:
    problems = found(tmp_path, single("At a spring", "At its mouth", "At the spring"))

    assert places(problems, Code.NEAR_DUPLICATES) == [("quiz/q.toml", 11, 12)]
    assert "quiz/q.toml:9:12" in problems[0].help


@pytest.mark.parametrize(
    ("last", "is_found"),
    [
        ("All of the above", True),
        ("None of these.", True),
        ("Both A and B", True),
        ("A and C only", True),
        ("All answers are correct", True),
        ("All of the firms", False),
        ("None", False),
        ("2 and 3", False),
        ("Vitamins A and C", False),
    ],
)
def test_a_choice_about_the_other_choices_is_found(
    tmp_path: Path, last: str, is_found: bool
) -> None:
    problems = found(tmp_path, single("One thing", "Other", last))

    assert places(problems, Code.ALL_OF_THE_ABOVE) == (
        [("quiz/q.toml", 11, 12)] if is_found else []
    )


def test_a_scale_from_all_to_none_is_no_choice_about_the_others(tmp_path: Path) -> None:
    text = single("All of these", "Some of these", "None of these", key=1)

    assert found(tmp_path, text) == []


def test_a_key_far_longer_than_every_distractor_is_found(tmp_path: Path) -> None:
    key = "It appeared by mistake, and was soon removed"
    problems = found(tmp_path, single("It was sold", key, "It was refused", key=1))
    assert places(problems, Code.LONGEST_KEY) == [("quiz/q.toml", 10, 12)]

    assert found(tmp_path, single("It was sold", key, "It was refused")) == []
    near = "It was looked at and at last refused"
    assert found(tmp_path, single("It was sold", key, near, key=1)) == []
    assert found(tmp_path, single("Oil", "Guizhou-Cloud Big Data", "Tea", key=1)) == []
    assert found(tmp_path, single(key, "\u0301")) == []  # which takes no cells


def test_absolute_words_in_distractors_alone_are_found(tmp_path: Path) -> None:
    texts = ("It takes long", "It always fails", "Nobody tries", "It is free")
    problems = found(tmp_path, single(*texts))
    assert places(problems, Code.ABSOLUTE_DISTRACTORS) == [("quiz/q.toml", 10, 12)]
    assert "'always' and 'nobody'" in problems[0].message

    assert found(tmp_path, single(*texts, key=1)) == []
    assert found(tmp_path, single("It takes long", "It always fails", "Try", "It is free")) == []
    assert found(tmp_path, single("Some do", "All do", "None do")) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("58.0", "92.3", "77.5"),
        ("1 year", "5 years", "3 years"),
        ("$1.60", "$2.50", "$0.50"),
        ("1 million", "2 billion", "3 thousand"),
        ("10–20 %", "30–40 %", "20–30 %"),
        ("1,000", "500", "2,000"),
        ("−5 °C", "0 °C", "−10 °C"),
        ("13 February 2025", "12 February 2025", "14 February 2025"),
        ("March 2025", "January 2025", "April 2025"),
        ("2024-05-01", "2023-01", "2025-01"),
        ("Q1 2024", "Q3 2023", "Q2 2024"),
    ],
)
def test_numbers_amounts_and_dates_out_of_order_are_found(texts: tuple[str, ...]) -> None:
    assert not in_order(texts)


@pytest.mark.parametrize(
    "texts",
    [
        ("58.0", "77.5", "92.3"),
        ("2025", "2024", "2023"),
        ("March 2025", "April 2025", "May 2025"),
        ("5 kg", "300 g", "1 kg"),
        ("3", "three", "4"),
        ("1 thousand", "1–2 thousand", "1–3 thousand"),
        ("H1 2024", "Q2 2024", "Q1 2024"),
        ("iPhone 5", "iPhone 4", "iPhone 6"),
        ("1.2.3", "1.1.1", "1.5.0"),
        ("14:30", "13:00", "15:00"),
        ("b", "a", "c"),
        (),
    ],
)
def test_what_is_in_order_or_has_none_is_fine(texts: tuple[str, ...]) -> None:
    assert in_order(texts)


def test_numbers_are_looked_at_beside_a_last_choice_about_the_others(tmp_path: Path) -> None:
    problems = found(tmp_path, single("17 %", "8.7 %", "45 %", "None of these"))

    assert codes(problems) == {Code.UNORDERED_NUMBERS, Code.ALL_OF_THE_ABOVE}


def test_unordered_numbers_are_reported_at_the_choices(tmp_path: Path) -> None:
    problems = found(tmp_path, single("17 %", "8.7 %", "45 %"))

    assert places(problems, Code.UNORDERED_NUMBERS) == [("quiz/q.toml", 8, 11)]


def test_rules_about_words_are_silent_in_other_languages(tmp_path: Path) -> None:
    text = single(
        "It takes long", "It always fails", "Nobody tries", "All of the above",
        prompt="Which of these is not so?",
    )  # fmt: skip

    assert found(tmp_path, text, language="de") == []
    assert codes(found(tmp_path, text, language="en-GB")) == {
        Code.ABSOLUTE_DISTRACTORS,
        Code.ALL_OF_THE_ABOVE,
        Code.NEGATIVE_STEM,
    }


# --- answers told elsewhere --------------------------------------------------------------------


def asked(id: str, type: str, prompt: str, more: str, section: str = "a") -> str:
    return (
        f'[[question]]\nid = "{id}"\ntype = "{type}"\nprompt = "{prompt}"\n'
        f'section = "{section}"\nexplain = "E"\nsources = ["n01"]\n{more}\n'
    )


SHARE = asked("share", "numeric", "Which share of the market had the mill?", "answer = 8.7")
CLAIMS = asked("wrong", "numeric", "How many of the 91 claims are flatly wrong?", "answer = 7")
WORD = asked(
    "rules", "short", "Which rules are about services in China?", 'accept = ["Interim Measures"]'
)


@pytest.mark.parametrize(
    ("questions", "key"),
    [
        (SHARE + asked("t", "short", "Who had the market at 8.7 %?", 'accept = ["b"]'), "prompt"),
        (
            CLAIMS
            + asked("t", "cloze", "Fill.", 'text = "Of 91 claims 7 are flatly wrong, so [[ask]]."'),
            "text",
        ),
        (
            WORD
            + asked("t", "cloze", "Fill.",
                    'text = "The Interim Measures are rules about services for the [[public]]."'),
            "text",
        ),
        (
            asked("t", "cloze", "Fill.", 'text = "Apple chose its partner; it was [[reported]]."')
            + asked("o", "short", "When was the partner of Apple reported?", 'accept = ["early"]'),
            "prompt",
        ),
        (
            single("Running on a rival model", "Gone", "Shut").replace('id = "q"', 'id = "s"')
            + asked("t", "short", "Which firm was running on a rival model? Which one?",
                    'accept = ["Mill"]'),
            None,
        ),
    ],
    ids=["number", "short-number", "words", "gap", "choice"],
)  # fmt: skip
def test_an_answer_in_another_question_of_the_section_is_reported_at_its_text(
    tmp_path: Path, questions: str, key: str | None
) -> None:
    problems = found(tmp_path, questions)
    told = [problem for problem in problems if problem.code is Code.ANSWER_GIVEN_AWAY]

    if key is None:  # the two share too little besides
        assert told == []
        return
    (place,) = places(problems, Code.ANSWER_GIVEN_AWAY)
    assert place[1] is not None
    lines = questions.splitlines()
    assert lines[place[1] - 1].startswith(f"{key} = ")
    assert place[1] > lines.index("[[question]]", 1)
    assert told[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    "questions",
    [
        SHARE + asked("t", "short", "Who had the market at 18.7 %?", 'accept = ["bakers"]'),
        SHARE + asked("t", "short", "Who had the market at 8.7 %?", 'accept = ["x"]', "b"),
        CLAIMS + asked("t", "short", "Who visited 7 towns?", 'accept = ["bakers"]'),
        asked("year", "numeric", "When did the mill open its doors?", "answer = 1923")
        + asked("t", "short", "Who ran the mill that opened its doors in 1923?",
                'accept = ["x"]'),
        WORD + asked("t", "short", "Who measures rules and services of an interim?",
                     'accept = ["x"]'),
        asked("own", "short", "Is the mill north or south of the town?", 'accept = ["north"]')
        + asked("t", "short", "Who lived north of the town at the mill?", 'accept = ["x"]'),
        "".join(
            asked(f"t{n}", "short", f"Which baker number {n} bought flour of the mill?",
                  'accept = ["flour"]') for n in range(6)
        ),
    ],
    ids=["longer", "elsewhere", "chance", "year", "apart", "own-prompt", "common"],
)  # fmt: skip
def test_words_that_answers_share_with_other_questions_by_chance_are_fine(
    tmp_path: Path, questions: str
) -> None:
    assert Code.ANSWER_GIVEN_AWAY not in codes(found(tmp_path, questions))


# --- keys over the deck ------------------------------------------------------------------------


def keyed(keys: list[int]) -> str:
    names = ("One", "Two", "Three", "Four")
    return "".join(
        single(*names, key=key).replace('id = "q"', f'id = "q{number}"')
        for number, key in enumerate(keys)
    )


def test_keys_that_stand_at_one_place_too_often_are_reported_once(tmp_path: Path) -> None:
    problems = found(tmp_path, keyed([1] * 13 + [0, 0, 2, 2, 3, 3, 3]))

    assert places(problems, Code.KEY_POSITION) == [("deck.toml", None, None)]
    assert problems[0].message.startswith(
        "In 13 of 20 single questions with four choices the key stands second"
    )


def test_keys_as_chance_spreads_them_and_few_questions_are_fine(tmp_path: Path) -> None:
    assert found(tmp_path, keyed([1] * 8 + [0, 2, 3] * 4)) == []
    assert found(tmp_path, keyed([1] * 19)) == []


@pytest.mark.parametrize(
    ("value", "freedom"),
    [(6.635, 1), (9.210, 2), (11.345, 3), (13.277, 4), (15.086, 5), (23.209, 10), (37.566, 20)],
)
def test_the_tail_of_chi_squared_agrees_with_printed_tables(value: float, freedom: int) -> None:
    assert chi_squared_tail(value, freedom) == pytest.approx(0.01, rel=1e-3)


# --- hostile text ------------------------------------------------------------------------------

TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "not",
        "1e999",
        "9" * 400,
        "$" * 30,
        "(" * 900,
        "all of the above",
        "—",
        "½",
        "²",
        "一百",
        "١٢",
    ]
)


@settings(max_examples=100, deadline=None)
@given(prompt=st.lists(TEXTS, max_size=6).map(" which ".join), texts=st.lists(TEXTS, max_size=8))
def test_no_text_breaks_the_rules(prompt: str, texts: list[str]) -> None:
    choices = tuple(Choice(text, Span("q.toml"), n == 0) for n, text in enumerate(texts))
    question = Question("q", QuestionType.SINGLE, prompt, Span("q.toml"), choices=choices)
    problems = Problems()

    negative_word(prompt)
    check_choices(question, problems)
    check_choice_words(question, problems)

    assert all(len(problem.message) < 300 for problem in problems)
