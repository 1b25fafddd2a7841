"""Runs a quiz on standard input and output: numbered choices, no screen control."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from explainer.deck.question import Question, QuestionType
from explainer.deck.question_text import GAP
from explainer.deck.text_file import clean
from explainer.learner.quiz_session import QuizSession
from explainer.quiz.answer import (
    Answer,
    Chosen,
    Confidence,
    Filled,
    Matched,
    Ordered,
    Rating,
    Recalled,
    Truth,
    Typed,
)
from explainer.quiz.bank import subject_title
from explainer.quiz.feedback import CONFIDENCE_WORDS, bet_words, partly_words
from explainer.quiz.grading import Grade, refusal, right_sides
from explainer.quiz.result import score_words
from explainer.quiz.run import Phase, Response
from explainer.quiz.shuffle import choice_order, item_order, right_order
from explainer.quiz.summary import (
    answer_lines,
    calibration,
    first_responses,
    key_lines,
    outcome,
    repeat_words,
    right_words,
    to_reread,
)
from explainer.render.evidence import source_line
from explainer.render.line import TextRun, beside, line_text, wrap
from explainer.render.plain_lines import wrapped
from explainer.render.plain_question import PlainQuestion

Ask = Callable[[str], str | None]
"""Asks for a line; returns None at the end of input."""

Say = Callable[[str], None]
"""Writes a line."""

_NUMBER = re.compile("[1-9][0-9]{0,3}")
_TYPED = (QuestionType.NUMERIC, QuestionType.SHORT, QuestionType.CLOZE)
_CONFIDENCE = {"sure": Confidence.SURE, "think": Confidence.THINK, "guess": Confidence.GUESS}
_RATINGS = {
    word: rating for number, rating in enumerate(Rating, 1) for word in (str(number), rating.value)
}
"""Ratings of a card by what is typed for them."""

_HELP = (
    "Answer with the numbers of what you choose, in the order you mean; type words and numbers "
    "where a question asks for them. Enter turns a card; then say how it went. Instead of an "
    "answer: /h for a hint, /sure, /think or /guess for how sure you are, /d for 'I don't know', "
    "/easy where the answer before was, /q to leave. "
    "Where numbers are asked for, the slash may be left out."
)
_GOES_ON = "What you leave goes on next time."


_Part = tuple[str, str]
"""A label, further in if it begins with a space, and a text of the question behind it."""


class _LeftQuiz(Exception):
    """Raised when the learner leaves."""


class PlainQuiz:
    """Leads through a quiz session line by line."""

    def __init__(self, quiz_session: QuizSession, ask: Ask, say: Say, width: int = 80) -> None:
        """Lines are at most `width` cells wide."""
        self._quiz_session = quiz_session
        self._ask = ask
        self._say_line = say
        self._width = max(20, width)
        self._confidence: Confidence | None = None

    def run(self) -> bool:
        """Ask until no question is left; return False if the learner left before."""
        quiz_session = self._quiz_session
        count = len(quiz_session.run.order)
        questions = "1 question" if count == 1 else f"{count} questions"
        title = subject_title(quiz_session.deck, quiz_session.run.subject)
        self._say(f"{title}: {questions}, seed {quiz_session.run.seed}.")
        if not quiz_session.keeps:
            self._say(
                f"Nothing is kept{': ' + quiz_session.trouble if quiz_session.trouble else ''}."
            )
        self._say("Type /? to see what you can type.")
        if quiz_session.run.phase is Phase.FEEDBACK:
            self._say()
            text, prompt = self._text(), quiz_session.question.prompt
            self._say_lines(text.behind("You had just answered: ", "", prompt, self._width))
        try:
            while quiz_session.run.phase is not Phase.DONE:
                if quiz_session.run.phase is Phase.ASKING:
                    self._question()
                if quiz_session.run.phase is Phase.FEEDBACK:
                    self._feedback()
                    quiz_session.go_on()
        except _LeftQuiz:
            self._say()
            self._say(
                "You left. The same question waits for you." if quiz_session.keeps else "You left."
            )
            return False
        self._result()
        return True

    # --- asking ---------------------------------------------------------------------------

    def _question(self) -> None:
        quiz_session = self._quiz_session
        question, run = quiz_session.question, quiz_session.run
        asked = len({one.question for one in run.responses}) + (not run.is_return)
        self._say()
        repeats = repeat_words(run)
        self._say(f"Question {asked} of {len(run.order)}{f' ({repeats})' if repeats else ''}")
        text = self._text()
        self._say_lines(text.prompt_lines("", "", self._width))
        self._confidence = None
        for hint in question.hints[: run.hints]:
            self._say_lines(text.behind("Hint: ", "", hint.text, self._width))
        self._say_lines(_offer_lines(question, text, run.seed, self._width))
        while True:
            answer = self._answer(question)
            if answer is None:
                break
            wrong = refusal(question, answer)
            if not wrong:
                break
            self._say(wrong)
        quiz_session.answer(answer, self._confidence)
        if quiz_session.trouble:
            self._say(f"This answer is not kept: {quiz_session.trouble}.")

    def _answer(self, question: Question) -> Answer | None:
        """Return the learner's answer; None if they give up."""
        seed = self._quiz_session.run.seed
        match question.type:
            case QuestionType.CLOZE:
                gaps = []
                for number in range(1, len(GAP.findall(question.text)) + 1):
                    typed = self._line(question, f"Gap {number}: ")
                    if typed is None:
                        return None
                    gaps.append(typed)
                return Filled(tuple(gaps))
            case QuestionType.NUMERIC | QuestionType.SHORT:
                unit = f" ({question.unit})" if question.unit else ""
                typed = self._line(question, f"Answer{unit}: ")
                return None if typed is None else Typed(typed)
            case QuestionType.MATCH:
                return self._match(question, seed)
            case QuestionType.TRUE_FALSE:
                return self._truth(question)
            case QuestionType.ORDER:
                numbers = self._numbers(question, "Answer: ")
                order = item_order(question, seed)
                return Ordered(tuple(order[number] for number in numbers)) if numbers else None
            case QuestionType.SINGLE | QuestionType.MULTIPLE:
                numbers = self._numbers(question, "Answer: ")
                order = choice_order(question, seed)
                chosen = [order[number] for number in numbers or ()]
                return None if numbers is None else Chosen(tuple(sorted(chosen)))
            case QuestionType.CARD:
                return self._card(question)

    def _card(self, question: Question) -> Answer:
        """Show the back of a card on Enter, or to a learner who gives up; return the rating."""
        typed = self._line(question, "Press Enter to turn the card: ")
        self._say()
        self._say_lines(self._text().behind("   ", "   ", question.back, self._width))
        self._explanation(question)
        self._sources(question)
        while typed is not None:
            prompt = "How did it go? 1 again, 2 hard, 3 good, 4 easy: "
            typed = self._line(question, prompt, _RATINGS)
            word = (typed or "").removeprefix("/").casefold()
            if word in _RATINGS:
                return Recalled(_RATINGS[word])
            if typed is not None:
                self._say("Type a number from 1 to 4.")
        self._say("Noted: again.")
        return Recalled(Rating.AGAIN)

    def _truth(self, question: Question) -> Answer | None:
        while True:
            typed = self._line(question, "True or false: ")
            if typed is None:
                return None
            word = typed.casefold()
            if word and ("true".startswith(word) or word == "1"):
                return Truth(True)
            if word and ("false".startswith(word) or word == "2"):
                return Truth(False)
            self._say("Type true or false.")

    def _match(self, question: Question, seed: int) -> Answer | None:
        order = right_order(question, seed)
        rights = []
        for pair in question.pairs:
            while True:
                typed = self._line(question, f"{self._text().on_line(pair.left)}: ")
                if typed is None:
                    return None
                number = _number(typed)
                if 1 <= number <= len(order):
                    rights.append(order[number - 1])
                    break
                self._say(f"Type a number from 1 to {len(order)}.")
        return Matched(tuple(rights))

    def _numbers(self, question: Question, prompt: str) -> list[int] | None:
        """Return the numbers typed, from 0: one for a single, all in order for an order."""
        count = len(question.items or question.choices)
        while True:
            typed = self._line(question, prompt)
            if typed is None:
                return None
            words = typed.replace(",", " ").split()
            numbers = [_number(word) - 1 for word in words]
            fits = all(0 <= number < count for number in numbers)
            if question.type is QuestionType.ORDER:
                if fits and sorted(numbers) == list(range(count)):
                    return numbers
                self._say(f"Type all numbers from 1 to {count} in the right order, such as 2 1 …")
            elif fits and numbers and len(set(numbers)) == len(numbers):
                if question.type is QuestionType.MULTIPLE or len(numbers) == 1:
                    return numbers
                self._say("Type one number.")
            else:
                several = ", or several" if question.type is QuestionType.MULTIPLE else ""
                self._say(f"Type a number from 1 to {count}{several}.")

    def _line(self, question: Question, prompt: str, words: Collection[str] = ()) -> str | None:
        """Return a line that is an answer; None if the learner gives up.

        `words` are answers, even if a command has the same name.
        """
        is_typed = question.type in _TYPED
        while True:
            line = self._ask(prompt)
            if line is None:
                raise _LeftQuiz
            typed = clean(line).strip()
            if typed.removeprefix("/").casefold() in words:
                return typed
            command = typed[1:] if typed.startswith("/") else "" if is_typed else typed
            if command in ("q", "quit"):
                raise _LeftQuiz
            if command == "d":
                return None
            if command == "h" and words:
                self._say("The card is turned; hints come before.")
            elif command == "h":
                self._hint(question)
            elif command == "easy":
                self._easy()
            elif command in _CONFIDENCE and question.type is QuestionType.CARD:
                self._say("A card asks how it went, and not how sure you are.")
            elif command in _CONFIDENCE:
                self._confidence = _CONFIDENCE[command]
                self._say(f"Noted: {CONFIDENCE_WORDS[self._confidence]}.")
            elif command == "?":
                self._say(f"{_HELP} {_GOES_ON}" if self._quiz_session.keeps else _HELP)
            elif typed.startswith("/") and not is_typed:
                self._say(f"There is no '{typed[:20]}'. {_HELP}")
            else:
                return typed

    def _easy(self) -> None:
        """Call the answer before this question easy."""
        grade, last = self._quiz_session.grade, self._quiz_session.run.last
        if last is not None and isinstance(last.answer, Recalled):
            self._say("The last question was a card, and has the rating that you gave it.")
            return
        if grade is None or not grade.is_right:
            self._say("Only a right answer can be called easy, behind its feedback.")
            return
        self._quiz_session.call_easy()
        self._say("Noted: the last answer was easy; it comes back later.")

    def _hint(self, question: Question) -> None:
        before = self._quiz_session.run.hints
        if before >= len(question.hints):
            self._say("There is no other hint." if before else "There is no hint.")
            return
        self._quiz_session.hint()
        hint = question.hints[before]
        price = f" (takes off {100 * hint.cost:.0f} %)" if hint.cost else ""
        text = self._text()
        words = text.paragraph(hint.text)
        if words is not None:
            self._say(f"Hint: {words}{price}")
        else:
            self._say_lines(text.behind(f"Hint{price}: ", "", hint.text, self._width))

    # --- feedback and end -----------------------------------------------------------------

    def _feedback(self) -> None:
        quiz_session = self._quiz_session
        question, response = quiz_session.question, quiz_session.run.last
        if response is None:
            return
        grade = quiz_session.grade or Grade(response.fraction)
        self._say()
        self._say(_verdict(response, question))
        text = self._text()
        self._say_below(_answer_and_key(question, response, grade, text))
        self._explanation(question)
        if bet := quiz_session.bets.get(question.id):
            words = bet_words(question, bet, text.text)
            self._say(f"Your bet before the text: {words}", "   ")
        if place := quiz_session.titles(question.section, question.settles):
            self._say(f"Read: {place.replace(' › ', ', ')}", "   ")
        self._sources(question)

    def _explanation(self, question: Question) -> None:
        if question.explain:
            self._say_below([("Why: ", question.explain)])

    def _sources(self, question: Question) -> None:
        for name in question.sources:
            if source := self._quiz_session.deck.sources.get(name):
                words = " ".join(line_text(line) for line in source_line(source, 1000))
                self._say(f"Source: {words}", "   ")

    def _result(self) -> None:
        quiz_session = self._quiz_session
        run, questions = quiz_session.run, quiz_session.questions
        self._say()
        self._say(f"Done. {score_words(run, questions).replace(' · ', ', ')}.")
        for level in calibration([one for one in run.responses if not one.again]):
            words = CONFIDENCE_WORDS[level.confidence]
            found = right_words(level.right, level.partly, level.asked)
            self._say(f"When you said '{words}': {found}.")
        for one in first_responses(run):
            question = questions.get(one.question)
            if question is None:
                continue
            self._say()
            verdict = outcome(one).value
            text = PlainQuestion(question, quiz_session.deck)
            self._say_lines(text.behind(f"{verdict}: ", "", question.prompt, self._width))
            if one.fraction < 1:
                yours = "; ".join(answer_lines(question, one.answer, text.text))
                self._say(f"Yours: {yours}", "   ")
            key = "Back" if question.type is QuestionType.CARD else "Key"
            self._say(f"{key}: {'; '.join(key_lines(question, text.text))}", "   ")
        places = to_reread(run, questions)
        if places:
            self._say()
            self._say("Read again:")
            for place in places:
                words = quiz_session.titles(place.section, place.block)
                self._say(words.replace(" › ", ", "), "   ")

    def _text(self) -> PlainQuestion:
        """Return the texts of the current question."""
        return PlainQuestion(self._quiz_session.question, self._quiz_session.deck)

    def _say_lines(self, lines: Iterable[str]) -> None:
        """Write lines that fit the width."""
        for line in lines:
            self._say_line(line)

    def _say_below(self, parts: Iterable[_Part]) -> None:
        """Write parts of the feedback, each below the verdict."""
        for label, text in parts:
            indent = "      " if label.startswith(" ") else "   "
            if text:
                first = f"{indent}{label}"
                self._say_lines(self._text().behind(first, indent, text, self._width))
            else:
                self._say(label.lstrip(), indent)

    def _say(self, text: str = "", indent: str = "") -> None:
        """Write some words, wrapped to the width."""
        if not text:
            self._say_line("")
            return
        first = rest = [TextRun(indent)]
        for line in beside(first, rest, self._width, lambda room: wrap([TextRun(text)], room)):
            self._say_line(line_text(line).rstrip())


def _offer_lines(question: Question, text: PlainQuestion, seed: int, width: int) -> Iterator[str]:
    """Yield the choices, numbered."""
    match question.type:
        case QuestionType.SINGLE | QuestionType.MULTIPLE:
            for place, number in enumerate(choice_order(question, seed), 1):
                mark = f"   {place}. "
                yield from text.behind(mark, " " * len(mark), question.choices[number].text, width)
            if question.type is QuestionType.MULTIPLE:
                yield from wrapped("More than one may be right.", width, "   ", "   ")
        case QuestionType.ORDER:
            items = [question.items[number] for number in item_order(question, seed)]
            yield from _numbered(map(text.on_line, items), width)
        case QuestionType.MATCH:
            texts = right_sides(question)
            rights = [texts[number] for number in right_order(question, seed)]
            yield from _numbered(map(text.on_line, rights), width)
        case QuestionType.CLOZE:
            count = len(GAP.findall(question.text))
            gaps = [f"(gap {number})" for number in range(1, count + 1)]
            yield from wrapped(text.gapped(question.text, gaps), width, "   ", "   ")


def _numbered(texts: Iterable[str], width: int) -> Iterator[str]:
    for number, text in enumerate(texts, 1):
        mark = f"   {number}. "
        yield from wrapped(text, width, mark, " " * len(mark))


def _number(word: str) -> int:
    """Return the number in a word, or 0 if it is not a number."""
    return int(word) if _NUMBER.fullmatch(word) else 0


def _verdict(response: Response, question: Question) -> str:
    if response.answer is None:
        return "The answer:"
    if response.fraction >= 1:
        return "Right."
    if response.fraction > 0:
        return f"Partly right: {partly_words(response, question)}."
    return "Not right."


def _listed(label: str, lines: list[str]) -> Iterator[_Part]:
    """Yield a label and its lines: on the same line, or below it if there are several."""
    if len(lines) == 1:
        yield f"{label}: {lines[0]}", ""
        return
    yield f"{label}:", ""
    for line in lines:
        yield f" {line}", ""


def _answer_and_key(
    question: Question, response: Response, grade: Grade, text: PlainQuestion
) -> Iterator[_Part]:
    """Yield the answer beside the key, and the author's words on each."""
    if response.answer is not None and response.fraction < 1:
        yield from _listed("Yours", answer_lines(question, response.answer, text.text))
        if isinstance(response.answer, Chosen):
            for number, choice in enumerate(question.choices):
                if number in response.answer.choices and not choice.correct and choice.why:
                    yield f"{text.words(choice.text)}: ", choice.why
        elif grade.reply:
            yield "", grade.reply
    if response.fraction < 1 or question.type in _TYPED:
        yield from _listed("Key", key_lines(question, text.text))
    for choice in question.choices:
        if choice.correct and choice.why:
            yield f"{text.words(choice.text)}: ", choice.why
    if question.type is QuestionType.MATCH and response.fraction < 1:
        for pair in question.pairs:
            if pair.why:
                yield f"{text.words(pair.left)}: ", pair.why
