"""JSON Schemas of the TOML files of a deck, for editors: completion, descriptions and checks.

A schema says what the readers of this package accept, as far as JSON Schema can; words come from
the readers' own tables, and a test compares the keys with those that the readers ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from explainer.deck.evidence_file import VERDICTS
from explainer.deck.fields import ID_PATTERN
from explainer.deck.manifest_file import FORMAT, MOST_MINUTES
from explainer.deck.model import COLOURS, THEMES, ColumnKind, SourceGrade
from explainer.deck.question import QuestionType
from explainer.deck.question_file import KEYS_BY_TYPE, MOST_POINTS
from explainer.deck.slug import LONGEST_ID

Schema = dict[str, object]
"""A JSON Schema, or a part of one."""

DRAFT = "http://json-schema.org/draft-07/schema#"
"""Version of JSON Schema that Taplo and Even Better TOML read."""


def _text(description: str, *, required: bool = False) -> Schema:
    schema: Schema = {"type": "string", "description": description}
    return {**schema, "minLength": 1, "pattern": r"\S"} if required else schema


def _word(description: str, words: Sequence[str]) -> Schema:
    return {"enum": list(words), "description": description}


def _strings(description: str) -> Schema:
    return {"type": "array", "items": {"type": "string"}, "description": description}


def _id(description: str) -> Schema:
    return {
        "type": "string",
        "pattern": f"^{ID_PATTERN.pattern}$",
        "maxLength": LONGEST_ID,
        "description": description,
    }


def _date(description: str) -> Schema:
    return {
        "type": "string",
        "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$",
        "description": f"{description}: a date, or a string such as 2025, 2025-02 or 2025-02-11.",
    }


def _number(description: str, low: float | None = None, high: float | None = None) -> Schema:
    schema: Schema = {"type": "number", "description": description}
    if low is not None:
        schema["minimum"] = low
    if high is not None:
        schema["maximum"] = high
    return schema


def _minutes(what: str) -> Schema:
    words = f"Minutes that {what} takes."
    return {**_number(words, 0, MOST_MINUTES), "type": "integer"}


def _flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _table(description: str, required: Sequence[str], **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _tables(description: str, item: Schema) -> Schema:
    return {"type": "array", "items": item, "description": description}


def _deck() -> Schema:
    route = _table(
        "A cut of the deck for an occasion.",
        ("id", "title"),
        id=_id("Stable id of the route."),
        title=_text("Title of the route.", required=True),
        minutes=_minutes("it"),
        sections=_strings(
            "The sections that it shows, in order: section, section/block, or "
            "section/first-block..last-block."
        ),
        questions=_strings("Ids of the questions that it asks."),
    )
    return _table(
        "The deck: its title, the order of its sections, its routes.",
        ("format", "id", "title"),
        format={"const": FORMAT, "description": "Version of the deck format."},
        id=_id("Stable id; recorded progress and links hang on it."),
        title=_text("Title of the deck.", required=True),
        summary=_text("Summary in a sentence or two."),
        language=_text("BCP 47 tag of its text, such as en or zh-Hans."),
        authors=_strings("Names of the authors."),
        licence=_text("SPDX expression or words."),
        as_of=_date("Date when its facts were last checked"),
        sections=_strings("Ids of the sections in order; without them by file name."),
        minutes=_minutes("the deck"),
        theme=_word("Theme that the author prefers.", THEMES),
        colours={
            "type": "object",
            "description": "Colours of rows, series or lanes by id, the same in every figure.",
            "additionalProperties": _word("Colour.", COLOURS),
        },
        route=_tables("Routes: cuts of the deck for occasions.", route),
    )


def _section() -> Schema:
    return _table(
        "Front matter of a section, between two lines that are exactly +++.",
        (),
        title=_text("Title; without it the first heading."),
        id=_id("Stable id; without it the file's name without number and ending."),
        summary=_text("Summary in a sentence or two."),
        minutes=_minutes("it"),
        objectives=_strings("Things that a learner can do afterwards."),
        bets=_strings("Ids of questions that are asked before the text."),
        tags=_strings("Words by which sections are grouped."),
    )


def _sources() -> Schema:
    source = _table(
        "A publication that can be cited as [^id].",
        ("id", "title"),
        id=_id("Id that text, cells and claims name."),
        title=_text("Title of the publication.", required=True),
        publisher=_text("Its publisher."),
        date=_date("Date of publication"),
        url={**_text("Web address."), "pattern": r"^(https?://\S+)?$"},
        grade=_word("Weight of the source, A (primary) to D.", [one.value for one in SourceGrade]),
        restates=_text("Id of the source that it repeats."),
        note=_text("A remark."),
    )
    return _file("Sources of a deck.", "source", source)


def _claims() -> Schema:
    verdict = _word("What the record says of it.", list(VERDICTS))
    earlier = _table(
        "What was reasonable to think before.",
        ("until", "verdict", "why"),
        until=_date("Last date of the verdict"),
        verdict=verdict,
        why=_text("Reason for it then.", required=True),
        sources=_strings("Ids of its sources."),
    )
    claim = _table(
        "An assertion with its verdict.",
        ("id", "text", "verdict"),
        id=_id("Id that text and cells name."),
        text=_text("The assertion in our words.", required=True),
        verdict=verdict,
        said_by=_strings("Ids of the sources that said it."),
        said_on=_date("Date when it was said"),
        correction=_text("What is right instead."),
        sources=_strings("Ids of the sources of the verdict."),
        as_of=_date("Date of the verdict"),
        note=_text("A remark."),
        earlier=_tables("Earlier verdicts.", earlier),
    )
    return _file("Claims of a deck.", "claim", claim)


def _glossary() -> Schema:
    term = _table(
        "An entry of the glossary.",
        ("id", "term", "definition"),
        id=_id("Id that text names."),
        term=_text("The term.", required=True),
        definition=_text("Its definition.", required=True),
        aliases=_strings("Other words for it."),
        sources=_strings("Ids of its sources."),
    )
    return _file("Glossary of a deck.", "term", term)


def _file(description: str, key: str, item: Schema) -> Schema:
    """Return the schema of a file that is a list of entries."""
    return _table(description, (), **{key: _tables(description, item)})


def _data() -> Schema:
    """Return the schema of a file in `data/`: a timeline if it has events, else a table."""
    return {
        "description": "A table or a timeline.",
        "if": {"type": "object", "required": ["event"]},
        "then": _timeline(),
        "else": _comparison(),
    }


def _timeline() -> Schema:
    event = _table(
        "An event of a timeline.",
        ("date", "title"),
        date=_date("Date when it happened or began"),
        title=_text("The event in a few words.", required=True),
        id=_id("Id that links name."),
        until=_date("Date when it ended"),
        detail=_text("One or two more sentences."),
        lane=_text("Lane that it stands in."),
        sources=_strings("Ids of its sources."),
        claims=_strings("Ids of the claims that it settles or states."),
    )
    return _table(
        "A timeline.",
        ("title", "event"),
        title=_text("Title of the timeline.", required=True),
        note=_text("A remark below it."),
        sources=_strings("Ids of its sources."),
        event=_tables("The events, in any order.", event),
    )


def _comparison() -> Schema:
    column = _table(
        "A column.",
        ("id", "title"),
        id={**_id("Id that rows and directives name."), "not": {"const": "id"}},
        title=_text("Heading of the column.", required=True),
        kind=_word("Kind of its values.", [kind.value for kind in ColumnKind]),
        unit=_text("Unit or currency; money needs one."),
        better=_word("Value that is best.", ["high", "low"]),
        width={**_number("Width in cells, 0 for one by content.", 0, 200), "type": "integer"},
        align=_word("Alignment.", ["left", "right", "center"]),
    )
    return _table(
        "A table.",
        ("title", "column"),
        title=_text("Title of the table.", required=True),
        note=_text("A remark below it."),
        sources=_strings("Ids of its sources."),
        as_of=_date("Date of its figures"),
        column=_tables("The columns, in order.", column),
        row=_tables(
            "The rows, in order.",
            {
                "type": "object",
                "description": "A row: its id, and a cell for each column by the column's id.",
                "properties": {"id": _id("Id of the row.")},
                "additionalProperties": _cell(),
            },
        ),
    )


def _cell() -> Schema:
    value: Schema = {"type": ["string", "number", "boolean"], "description": "The value."}
    detailed = _table(
        "A value with facts about it.",
        (),
        value=value,
        low=_number("Lower end of a range."),
        high=_number("Upper end of a range."),
        approx=_flag("True if the value is approximate."),
        text=_text("Words shown in place of the value."),
        missing=_text("Reason why there is no value."),
        sources=_strings("Ids of its sources."),
        claims=_strings("Ids of the claims that it states."),
        note=_text("A remark."),
    )
    return {"anyOf": [value, detailed]}


def _quiz() -> Schema:
    return _file("Questions of a deck.", "question", _question())


def _question() -> Schema:
    question = _table(
        "A question.",
        ("id", "type"),
        id=_id("Stable id; recorded attempts hang on it."),
        type=_word("Way of answering.", [one.value for one in QuestionType]),
        prompt=_text("Text of the question, in Markdown.", required=True),
        section=_text("Id of the section that it belongs to."),
        settles=_text("Id of the block with the answer."),
        open=_flag("True if the answer is not known; it is bet on, never asked for marks."),
        tags=_strings("Words by which questions are grouped."),
        confuses=_strings("Ids or tags of questions that learners confuse with it."),
        points=_number("Points for a right answer.", 0, MOST_POINTS),
        hints=_tables(
            "Hints, in the order in which they are given.",
            _table(
                "A hint.",
                ("text",),
                text=_text("The hint.", required=True),
                cost=_number("Fraction of the points that it costs.", 0, 1),
            ),
        ),
        explain=_text("Reason why the key is right."),
        sources=_strings("Ids of the sources of the key."),
        claims=_strings("Ids of the claims that it asks about."),
        **_answers(),
    )
    own = set().union(*KEYS_BY_TYPE.values())
    return {
        **question,
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind.value}}, "required": ["type"]},
                "then": {
                    "required": _REQUIRED.get(kind, ["prompt"]),
                    "properties": dict.fromkeys(sorted(own - set(keys)), False),
                },
            }
            for kind, keys in KEYS_BY_TYPE.items()
        ],
    }


_REQUIRED: dict[QuestionType, list[str]] = {
    QuestionType.SINGLE: ["prompt", "choices"],
    QuestionType.MULTIPLE: ["prompt", "choices"],
    QuestionType.TRUE_FALSE: ["prompt", "answer"],
    QuestionType.MATCH: ["prompt", "pairs"],
    QuestionType.ORDER: ["prompt", "items"],
    QuestionType.CLOZE: ["prompt", "text"],
    QuestionType.CARD: ["front", "back"],
}


def _answers() -> dict[str, Schema]:
    """Return the keys that only some types of questions have."""
    choice = _table(
        "A choice: a key or a distractor.",
        ("text",),
        text=_text("Text of the choice.", required=True),
        correct=_flag("True if it is a key."),
        why=_text("Reason why it is right or wrong."),
        fixed=_flag("True if it keeps its place when choices are shuffled."),
        weight=_number("Fraction of the points that choosing it adds.", -1, 1),
    )
    pair = _table(
        "Two items that belong together.",
        ("left", "right"),
        left=_text("The given item.", required=True),
        right=_text("The item that belongs to it.", required=True),
        why=_text("Reason why they belong together."),
    )
    short_pair: Schema = {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 2,
        "maxItems": 2,
    }
    wrong = _table(
        "A wrong answer that is expected.",
        ("match", "why"),
        match=_text("The answer: words, a number, a range 3..5, or * for any.", required=True),
        why=_text("Reason why it is wrong.", required=True),
        weight=_number("Fraction of the points that it is worth.", 0, 1),
    )
    return {
        "choices": {**_tables("The choices.", choice), "minItems": 2},
        "answer": {
            "type": ["boolean", "number"],
            "description": "true-false: the truth value; numeric: the number.",
        },
        "tolerance": _number("numeric: largest difference that counts as right.", 0),
        "low": _number("numeric: lower end of the range that counts as right."),
        "high": _number("numeric: upper end of the range that counts as right."),
        "unit": _text("numeric: unit of the answer."),
        "accept": _strings("short: answers that count as right."),
        "pattern": _text("short: RE2 pattern that a whole answer may match."),
        "pairs": {
            "type": "array",
            "items": {"anyOf": [pair, short_pair]},
            "minItems": 2,
            "description": "match: the items that belong together.",
        },
        "distractors": _strings("match: right sides that belong to nothing."),
        "items": {**_strings("order: the items in the right order."), "minItems": 2},
        "text": _text("cloze: text with [[answer|alternative]] gaps."),
        "why_wrong": _tables("Wrong answers that are expected.", wrong),
        "front": _text("card: the front, in Markdown.", required=True),
        "back": _text("card: the back, in Markdown.", required=True),
        "reversed": _flag("card: true if it is asked both ways."),
    }


class SchemaFile(NamedTuple):
    """A schema and the files that it is for."""

    files: str
    """The files, as a pattern relative to the deck."""
    make: Callable[[], Schema]
    """Returns the schema without its heading."""


SCHEMAS: dict[str, SchemaFile] = {
    "deck": SchemaFile("deck.toml", _deck),
    "section": SchemaFile("*.md, between +++ and +++", _section),
    "sources": SchemaFile("sources.toml", _sources),
    "claims": SchemaFile("claims.toml", _claims),
    "glossary": SchemaFile("glossary.toml", _glossary),
    "data": SchemaFile("data/*.toml", _data),
    "quiz": SchemaFile("quiz/*.toml", _quiz),
}
"""The schemas by name."""


def schema(name: str) -> Schema:
    """Return a schema by name.

    Raises:
        KeyError: there is none of this name.
    """
    found = SCHEMAS[name]
    return {"$schema": DRAFT, "title": f"explainer: {found.files}", **found.make()}
