"""Finds figures in prose: numerals that state a quantity, and not dates, names or small counts.

An author who gets wrong warnings stops reading them, so a doubtful numeral is not a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMERAL = re.compile("[0-9]+(?:[.,:/'’\u00a0\u202f\u2009–-][0-9]+)*")
_DECIMAL = re.compile(
    "[0-9]{1,3}(?:[,.'’\u00a0\u202f\u2009][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+[.,][0-9]+"
)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?")
_YEARS = re.compile(r"[12][0-9]{3}(?:[–-][0-9]{2,4})?")
_FEW_DIGITS = re.compile(r"[0-9]{1,2}(?:[–-][0-9]{1,2})?|[0-9]{4}")
_A_FEW = re.compile(r"[0-9](?:[–-][0-9])?")
_TWO_POINTS = re.compile(r"[0-9]+\.[0-9]+\.[0-9.]+")

_SPACE = "[ \u00a0\u202f\u2009]"
_UNIT_SIGNS = re.compile(rf"{_SPACE}?(?:[%‰€£¥₹₩]|\$|°)")
_UNIT_WORDS = re.compile(
    rf"(?:{_SPACE}|-)?"
    r"(?:per cent|percent(?:age)?|pp|basis points?|points?"
    r"|hundred|thousand|k|million|mn|m|billion|bn|trillion|tn|dozen"
    r"|dollars?|euros?|yuan|renminbi|yen|pounds?|francs?|rupees?|cents?|won|USD|EUR|GBP|CNY|RMB|JPY"
    r"|CHF|INR|KRW"
    r"|[kMGT]?Wh?|[kMGT]i?B|[kMGT]?Hz|[kmcn]?m[²³]?|km/h|mph|[km]?g|tonnes?|tons?|lit(?:re|er)s?|l|ml"
    r"|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|kilograms?|kilos?|grams?|watts?|volts?|degrees?"
    r"|ms|hectares?|acres?)(?![\w])"
)
_UNIT_CHARACTERS = "万亿億萬兆元円원"
_CURRENCY_BEFORE = re.compile(rf"(?:[$€£¥₹₩]|\b(?:USD|EUR|GBP|CNY|RMB|JPY|CHF))~?{_SPACE}?$")

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_DAY_AFTER = r"(?:[ \u00a0]?(?:,|and|or|to|until|–|-|&)[ \u00a0]?[0-9]{1,2}(?:st|nd|rd|th)?)*"
_NO_MONTH = r"(?!(?:and|or|to|in|of|by|from|since|until|for|at|as|per|than|the|und|bis|im|en)\b)"
_DATE_AFTER = re.compile(
    rf"{_DAY_AFTER}{_SPACE}(?:of )?{_MONTH}"
    rf"|\.?{_SPACE}{_NO_MONTH}[^\W\d_]+\.?{_SPACE}[12][0-9]{{3}}\b"
    "|[年月日号號时時点點分秒년월일]"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\.?{_SPACE}(?:the )?$")
_TIME_AFTER = re.compile(rf"{_SPACE}?(?:[ap]\.?m\b|o['’]clock|Uhr\b)", re.IGNORECASE)
_JOINED = re.compile(rf"{_SPACE}*(?:,|,? ?and|,? ?or|to|und|oder|bis|–|&|\+){_SPACE}*")
_NAMING = re.compile(
    rf"\b(?:versions?|sections?|chapters?|pages?|parts?|figures?|tables?|steps?|numbers?|no\.?|nr\.?"
    r"|articles?|rules?|lines?|levels?|grades?|class|days?|weeks?|phases?|questions?|items?|rows?"
    rf"|columns?|types?|top|route|room|slides?|aged?|port|v)[.:]?{_SPACE}$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(rf"([^\W\d_][\w'’.-]*){_SPACE}$")
_BEGINNER = re.compile(
    r"a|about|above|after|all|almost|also|although|among|an|and|another|around|as|at"
    r"|barely|because|before|below|beside|between|but|by|down|during|each|even|every"
    r"|exactly|fewer|first|for|from|he|her|here|his|how|if|in|it|its|just|last|least|less"
    r"|many|more|most|nearly|next|no|not|now|of|on|once|one|only|or|other|our|out|over|per"
    r"|roughly|she|since|so|some|still|than|that|the|their|then|there|these|they|this"
    r"|those|though|through|to|today|under|until|up|we|when|where|while|with|within"
    r"|without|you|your",
    re.IGNORECASE,
)
"""Words that can begin a sentence with a capital without being a name."""


class Figure(NamedTuple):
    """A numeral that states a quantity."""

    text: str
    """The numeral as it is written."""
    start: int
    """Its beginning in the text."""


def figures(text: str) -> Iterator[Figure]:
    """Yield the figures of some prose in order."""
    end_of_name = -1
    for match in _NUMERAL.finditer(text):
        before, after = text[max(0, match.start() - 60) : match.start()], text[match.end() :][:60]
        if _has_unit(before, after) and not _is_part_of_word(before):
            yield Figure(match[0], match.start())
        elif _is_no_quantity(match[0], before, after) or (
            end_of_name >= 0 and _JOINED.fullmatch(text[end_of_name : match.start()])
        ):
            end_of_name = match.end()
        elif _is_figure(match[0]):
            yield Figure(match[0], match.start())


def _has_unit(before: str, after: str) -> bool:
    if _CURRENCY_BEFORE.search(before) or after[:1] in tuple(_UNIT_CHARACTERS):
        return True
    return bool(_UNIT_SIGNS.match(after) or _UNIT_WORDS.match(after))


def _is_part_of_word(before: str) -> bool:
    """True if the numeral is part of a word, a name, a path or a number with other marks."""
    last, rest = before[-1:], before[:-1]
    if _is_letter(last) or last in ("_", "#", "@", "/", "\\"):
        return True
    return last in ("-", "–", ".", "+", "'", "’") and (_is_letter(rest[-1:]) or rest[-1:].isdigit())


def _is_letter(character: str) -> bool:
    """True for a letter of a script that separates words by spaces."""
    return character.isalpha() and character < "\u2e80"


def _is_no_quantity(numeral: str, before: str, after: str) -> bool:
    """True if it is a name, a date or an ordinal."""
    if _is_part_of_word(before) or _is_letter(after[:1]) or after[:1] == "_":
        return True
    if after[:1] == "-" and _is_letter(after[1:2]):
        return True
    if (before[-1:], after[:1]) in (("[", "]"), ("(", ")")):
        return True
    if _NAMING.search(before) or _MONTH_BEFORE.search(before) or _TIME_AFTER.match(after):
        return True
    if _FEW_DIGITS.fullmatch(numeral) and _DATE_AFTER.match(after):
        return True
    word = _WORD_BEFORE.search(before)
    return bool(word and word[1] != word[1].lower() and not _BEGINNER.fullmatch(word[1]))


def _is_figure(numeral: str) -> bool:
    """True if a numeral without a unit looks like a quantity."""
    if ":" in numeral or "/" in numeral or _A_FEW.fullmatch(numeral):
        return False
    if _ISO_DATE.fullmatch(numeral) or _YEARS.fullmatch(numeral):
        return False
    return _DECIMAL.fullmatch(numeral) is not None or _TWO_POINTS.fullmatch(numeral) is None
