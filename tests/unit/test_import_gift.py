"""GIFT is imported with types, weights and feedback, and with notes where Moodle misreads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.deck.question import Question, QuestionType, WrongAnswer
from explainer.importers.item import Item
from explainer.importers.question_import import Form, ImportResult, read_items
from explainer.quiz.writers.export import Outcome

from .imports.asked import NOWHERE

SHAPES = Path(__file__).parent / "imports" / "shapes.gift"


def _read(text: str) -> ImportResult:
    return read_items(text, Form.GIFT)


def _item(text: str) -> Item:
    (item,) = _read(text).items
    return item


def _question(text: str) -> Question:
    item = _item(text)
    assert item.question is not None, item.notes
    return item.question


def _places(item: Item) -> list[tuple[int | None, int | None]]:
    return [(note.line, note.column) for note in item.notes]


def _said(item: Item) -> str:
    return " ".join(note.message for note in item.notes)


@pytest.fixture(scope="module")
def shapes() -> dict[str, Item]:
    return {item.name: item for item in _read(SHAPES.read_text(encoding="utf-8")).items}


def _shape(shapes: dict[str, Item], name: str) -> Question:
    question = shapes[name].question
    assert question is not None
    return question


def _choices(question: Question) -> list[tuple[str, bool, float | None, str]]:
    return [(c.text, c.correct, c.weight, c.why) for c in question.choices]


def test_every_item_is_told_in_the_order_of_the_file(shapes: dict[str, Item]) -> None:
    outcomes = {name: item.outcome for name, item in shapes.items()}

    assert outcomes == {
        "Diary": Outcome.LEFT,
        "This page tells how the harbour is laid out.": Outcome.LEFT,
        "Ports and seas": Outcome.TAKEN,
        "Tide": Outcome.TAKEN,
        "Crew": Outcome.TAKEN,
        "Free guesses": Outcome.TAKEN,
        "Thirds": Outcome.TAKEN,
        "Depth": Outcome.TAKEN,
        "Heading": Outcome.TAKEN,
        "Log": Outcome.TAKEN,
        "Bird": Outcome.TAKEN,
        "Salt": Outcome.CHANGED,
        "Lamp": Outcome.TAKEN,
        "Cat": Outcome.TAKEN,
        "Signs": Outcome.TAKEN,
        "Half": Outcome.TAKEN,
    }
    assert [item.line for item in shapes.values()][:3] == [4, 6, 10]


def test_an_essay_and_a_text_are_left_and_say_why(shapes: dict[str, Item]) -> None:
    assert _said(shapes["Diary"]) == "It asks for an essay, which no deck can grade."
    assert "no answers in braces" in _said(shapes["This page tells how the harbour is laid out."])


def test_pairs_come_with_formats_tags_and_what_belongs_to_nothing(shapes: dict[str, Item]) -> None:
    ports = _shape(shapes, "Ports and seas")

    assert (ports.id, ports.tags, ports.type) == ("ports", ("sea", "maps and charts"), "match")
    assert ports.prompt == "Which **sea** is each port on?"
    assert [(pair.left, pair.right) for pair in ports.pairs] == [
        ("Gdańsk & Sopot", "Baltic"),
        ("Split <T>", "Adriatic"),
        ("*Odesa*", "Black Sea"),
    ]
    assert ports.distractors == ("Red Sea",)
    assert _said(shapes["Ports and seas"]) == ""


def test_feedback_stands_with_its_choice(shapes: dict[str, Item]) -> None:
    assert _choices(_shape(shapes, "Tide")) == [
        ("the Moon", True, None, "Right, and the Sun helps."),
        ("the wind", False, None, "That makes *waves*."),
        ("the whales", False, None, "They only swim."),
    ]


def test_several_keys_have_weights_only_where_they_are_not_the_usual_ones(
    shapes: dict[str, Item],
) -> None:
    assert [choice.weight for choice in _shape(shapes, "Crew").choices] == [None] * 4
    assert [choice.correct for choice in _shape(shapes, "Crew").choices] == [
        True,
        False,
        True,
        False,
    ]
    assert [choice.weight for choice in _shape(shapes, "Thirds").choices] == [None] * 4
    assert [c.weight for c in _shape(shapes, "Half").choices] == [0.5, None, None]
    assert _question("q {~%75%a ~%25%b ~%-100%c ~d}").choices[0].weight == 0.75
    assert [c.weight for c in _question("q {~%50%a ~%50%b ~%-20%c ~%-20%d}").choices][2:] == [
        -0.2,
        -0.2,
    ]


def test_numbers_come_with_tolerance_range_weights_and_a_word_on_the_rest(
    shapes: dict[str, Item],
) -> None:
    depth, heading, log = (_shape(shapes, name) for name in ("Depth", "Heading", "Log"))

    assert (depth.answer, depth.tolerance) == (12, 0.5)
    assert depth.why_wrong == (WrongAnswer("*", "Sound again."),)
    assert (heading.answer, heading.low, heading.high) == (None, 85, 95)
    assert (log.answer, log.tolerance, log.explain) == (7, None, "Just so.")
    assert log.why_wrong == (WrongAnswer("6..8", "Close:\\\nthe log reads a little less.", 0.5),)


@pytest.mark.parametrize(
    ("written", "answer"),
    [("-5", -5.0), ("3.14e0", 3.14), ("1e-3", 0.001), (".5", 0.5), ("+2", 2.0), ("= 4 ", 4.0)],
)
def test_numbers_are_read_as_moodle_writes_them(written: str, answer: float) -> None:
    assert _question(f"q {{#{written}}}").answer == answer


def test_typed_answers_come_with_those_in_part_right(shapes: dict[str, Item]) -> None:
    bird = _shape(shapes, "Bird")

    assert (bird.accept, bird.explain) == (("gull", "sea gull"), "Good!")
    assert bird.why_wrong == (WrongAnswer("tern", "Near it.", 0.5), WrongAnswer("*", "Look up."))


def test_wildcards_become_a_pattern_and_escaped_ones_stay() -> None:
    question = _question("q {=Beth* =a.b*c =2\\*3}")

    assert question.pattern == "(?i)Beth.*|a\\.b.*c"
    assert question.accept == ("2*3",)


def test_truth_comes_with_both_feedbacks(shapes: dict[str, Item]) -> None:
    salt = _shape(shapes, "Salt")

    assert salt.answer is True
    assert salt.why_wrong == (WrongAnswer("false", "Taste it."),)
    assert salt.explain == "You have been there.\n\nAbout 3.5 % of it is salt."
    assert "became one explanation" in _said(shapes["Salt"])


def test_answers_in_the_middle_leave_a_gap(shapes: dict[str, Item]) -> None:
    assert _shape(shapes, "Lamp").prompt == "The red lamp is on the _____ side of the boat."
    assert _shape(shapes, "Cat").prompt == "The ship's cat is called _____."
    assert _question("{=One} is first.").prompt == "_____ is first."


def test_escaped_signs_are_text(shapes: dict[str, Item]) -> None:
    assert [text for text, *_ in _choices(_shape(shapes, "Signs"))] == ["~", "=", "{ and }", "\\"]
    assert _shape(shapes, "Signs").choices[3].why == "Right, \\ only makes\\\nthe others plain."


def test_an_end_of_line_can_be_written_as_an_escape() -> None:
    prompt = _question("[plain]for x\\n    print(x)\\\\n {=a}").prompt

    assert prompt == "```\nfor x\n    print(x)\\n\n```".replace("\n\n```", "\n```")


def test_a_category_becomes_a_tag_of_what_follows() -> None:
    result = _read(
        "$CATEGORY: $course$/top/Boats/Sails // Ropes\n\na {T}\n\n$CATEGORY: top\n\nb {F}"
    )

    assert [question.tags for question in result.questions] == [("Boats/Sails / Ropes",), ()]
    assert [note.line for note in result.notes] == [1, 5]


def test_ids_come_from_comments_names_and_texts_and_are_each_given_once() -> None:
    text = (
        "::A Name::x {T}\n\n// [id:b2]\n::other::x {T}\n\n::A Name::y {T}\n\nz z {T}\n\n::中::w {T}"
    )
    ids = [question.id for question in _read(text).questions]

    assert ids[:2] == ["a-name", "b2"]
    assert ids[2].startswith("a-name-")
    assert ids[3].startswith("z-z-")
    assert len(set(ids)) == 5
    assert ids == [question.id for question in _read(text).questions]


def test_an_id_stays_when_the_text_of_a_named_question_is_edited() -> None:
    assert _question("::N::old {T}").id == _question("::N::new and longer {F}").id == "n"


def test_an_id_that_a_deck_cannot_have_is_changed_and_said() -> None:
    item = _item("// [id:Q_1]\nx {T}")

    assert item.question is not None
    assert (item.question.id, item.outcome) == ("q-1", Outcome.CHANGED)
    assert "'Q_1' became 'q-1'" in _said(item)


# Mistakes that Moodle does not report


@pytest.mark.parametrize(
    "number", ["3,14", "abc", "1_000", "..5", "5:", "1..", "nan", "1e999", "inf"]
)
def test_what_is_no_number_is_left_with_its_place(number: str) -> None:
    item = _item(f"How much?\n{{#{number}}}")

    assert item.outcome is Outcome.LEFT
    assert "no number" in _said(item)
    assert _places(item) == [(2, 3)]


def test_a_comma_in_a_number_gets_the_point_suggested() -> None:
    assert _said(_item("q {#3,14}")).endswith("Write 3.14.")


def test_truth_in_small_letters_is_taken_with_a_warning() -> None:
    item = _item("q {true}")

    assert item.question is not None
    assert item.question.answer is True
    assert "write {TRUE}" in _said(item)


def test_one_pair_is_asked_for_as_a_typed_answer_with_a_warning() -> None:
    item = _item("q {=ls -> list}")

    assert item.question is not None
    assert (item.question.type, item.question.accept) == (QuestionType.SHORT, ("ls -> list",))
    assert "no matching question" in _said(item)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a \\neq b", "Did you mean \\\\neq?"),
        ("rate \\nu", "Did you mean \\\\nu?"),
        ("C:\\new", "Did you mean \\\\new?"),
        ("C:\\temp\\names", "Did you mean \\\\names?"),
    ],
)
def test_a_command_or_path_that_reads_as_an_end_of_line_is_warned_of(
    written: str, said: str
) -> None:
    item = _item(f"{written} {{T}}")

    assert item.question is not None
    assert said in _said(item)


def test_an_ordinary_end_of_line_is_not_warned_of() -> None:
    assert _item("one\\ntwo:\\nthree if x\\:\\nthen {T}").notes == ()


def test_marks_behind_a_question_are_dropped_and_said() -> None:
    item = _item('How many? {#3:2~#no}";')

    assert item.question is not None
    assert (item.question.prompt, item.outcome) == ("How many?", Outcome.CHANGED)
    assert _places(item) == [(1, 21)]


def test_letters_behind_the_answers_are_text_with_a_warning() -> None:
    item = _item("How many {=two}x")

    assert item.question is not None
    assert item.question.prompt == "How many _____x"
    assert "text after a gap" in _said(item)


def test_choices_without_a_right_one_are_left() -> None:
    assert "None of its answers is right" in _said(_item("q {~a ~b ~c}"))


def test_wrong_choices_that_cost_nothing_are_taken_with_a_warning() -> None:
    item = _item("q {~%50%a ~%50%b ~c}")

    assert item.question is not None
    assert [choice.weight for choice in item.question.choices] == [None, None, 0.0]
    assert "choosing all of them gets full points" in _said(item)


def test_what_only_looks_like_html_stays() -> None:
    assert _question("[html]Is Vec<T> a <b>type</b>? {T}").prompt == "Is Vec<T> a **type**?"
    assert _question("[plain]Is <b> a tag &amp; more? {T}").prompt == r"Is <b> a tag \&amp; more?"


def test_an_editors_html_becomes_markdown_and_what_is_lost_is_said() -> None:
    item = _item(
        '[html]<p>See <a href\\="http\\://x.org">this</a>\\: m<sup>2</sup></p>\\n'
        "<p>and&nbsp;<u>H<sub>2</sub>O</u></p>\\n<pre>for x\\:\\n  y</pre>"
        "{=<img src\\='a' alt\\='a map'> ~<ul><li>b</li><li>c</li></ul>}"
    )

    assert item.question is not None
    assert item.question.prompt == (
        "See [this](http://x.org): m<sup>2</sup>\n\nand H<sub>2</sub>O\n\n```\nfor x:\n  y\n```"
    )
    assert [choice.text for choice in item.question.choices] == ["[a map]", "- b\n- c"]
    assert "A picture was left out" in _said(item)
    assert "Markdown cannot say <u>" in _said(item)


def test_a_category_without_a_blank_line_loses_no_question() -> None:
    result = _read("a {T}\n$CATEGORY: x\nb {F}")

    assert [question.tags for question in result.questions] == [(), ("x",)]
    assert "blank line is missing" in _said(result.items[1])


def test_nobody_smuggles_syntax_in_by_moodles_placeholders() -> None:
    assert _question("x {=a&&061;b}").accept == ("a&&061;b",)


def test_a_line_with_a_nought_is_text() -> None:
    assert _question("Count:\n0\n1 {=2}").prompt == "Count:\\\n0\\\n1"


def test_a_blank_line_within_braces_is_passed_over_and_said() -> None:
    item = _item("q {\n=a\n\n~b\n\n~c\n}")

    assert item.question is not None
    assert len(item.question.choices) == 3
    assert "blank line" in _said(item)


def test_an_open_brace_takes_no_other_question_with_it() -> None:
    result = _read("q {=a\n\nr {=b}\n\nt }\n\nu {=a\n\n::n::s\n\nv }")

    kept = [item.question is not None for item in result.items]
    assert kept == [False, True, False, False, False, False]
    assert "never closed" in _said(result.items[0])


def test_lost_indentation_is_said() -> None:
    item = _item("What prints this?\nfor x in y:\n    print(x)\n{=a}")

    assert item.question is not None
    assert item.question.prompt == "What prints this?\\\nfor x in y:\\\nprint(x)"
    assert "indentation" in _said(item)


def test_a_weight_behind_an_equals_sign_is_read_and_said() -> None:
    item = _item("q {=%100%Html ~b}")

    assert item.question is not None
    assert item.question.choices[0].text == "Html"
    assert "shows it as text" in _said(item)


def test_several_equals_signs_ask_for_all_of_them_and_say_so() -> None:
    item = _item("q {=a =b ~c}")

    assert item.question is not None
    assert item.question.type is QuestionType.MULTIPLE
    assert item.outcome is Outcome.CHANGED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q {~%40%a ~%40%b ~c}", "make 80 %"),
        ("q {=*}", "Everything would count"),
        ("q {#*}", "Everything would count"),
        ("q {=%50%a}", "no answer that counts as right"),
        ("q {#=%50%3}", "no number that counts in full"),
        ("q {=a}{=b}", "braces besides"),
        ("q }", "no '{' opens"),
        ("{=a}", "asks nothing"),
        ("q {~%900%a =b}", "weight of 900 %"),
        ("q {=a -> b =c}", "this one has not"),
        ("q {=a ->  =c -> d}", "Nothing stands behind"),
        ("q {=a}b{", "braces besides"),
        ("q {#5..1}", "begins above its end"),
        ("q {#5:-1}", "below 0"),
        ("q {#}", "no number"),
        ("q {=a~}", "fewer than two"),
    ],
)
def test_what_no_question_can_be_made_of_is_left_with_a_reason(text: str, said: str) -> None:
    item = _item(text)

    assert item.outcome is Outcome.LEFT
    assert said in _said(item)


def test_one_bad_item_never_stops_the_rest() -> None:
    result = _read("a {T}\n\nb {#x}\n\nc {F}")

    assert [item.question is not None for item in result.items] == [True, False, True]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line_and_a_byte_order_mark_are_read(end: str) -> None:
    result = _read(f"\ufeffa {{T}}{end}{end}b {{{end}=x{end}}}{end}")

    assert [question.prompt for question in result.questions] == ["a", "b"]
    assert result.items[1].line == 3
    assert result.notes == ()


def test_characters_that_cannot_be_seen_are_taken_out_and_said() -> None:
    result = _read("a\x00b\u202e {T}\n\n[html]&#27;[31m red &#x202e; {T}")

    assert [question.prompt for question in result.questions] == ["ab", "[31m red"]
    assert "U+0000" in result.notes[0].message


def test_places_are_nowhere_but_in_the_imported_file() -> None:
    assert _question("a {T}").span == NOWHERE.__class__("", 1)
