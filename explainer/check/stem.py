"""Finds prompts that ask for what is not so, with a negation that is easily overlooked.

Only questions that choose by a negation count: 'Which of these is not …?', 'All of these are …
except'. A negation elsewhere ('Why did it not launch?'), in a quotation or in a subordinate clause
is part of the content.
"""

from __future__ import annotations

import re

_LONGEST = 2000
"""Longest part of a prompt that is checked."""

_QUOTED = re.compile(
    r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)|`[^`]*`"
)
_EMPHASIZED = re.compile(r"\*+[^*]+\*+|(?<!\w)_+[^_\s][^_]*_+(?!\w)")
_SENTENCE = re.compile(r"(?:\b(?i:no|nr)\.\s*(?=\d)|\.(?=\S|\s[a-z])|[^.?!])+[.?!]*")

_ASKING = re.compile(
    r"(?:^|[,;:–—]\s*|^(?:of|from|in|on|at|for|to|by|with|under|against|about)\s+)"
    r"((?:which|what|who|whom|whose)\b)",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[,;:–—(]|\b(?:that|because|if|when|whether|who|whom|which|whose|what|why|how|where|although"
    r"|though|unless|since|while|after|before|until|as)\b",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|may|might|must|should|shall|will"
    r"|would)"
)
_LINKING = r"(?:for|of|to|in|on|at|by|with|from|without|about|and|or|but|do)"
_NOT = r"not(?!\s+(?:only|just|merely|simply|necessarily)\b)"
_NEGATED = re.compile(
    rf"\b{_AUXILIARY}\s+({_NOT})\b"
    rf"|\b\w+(n['’]t)\b|\b(cannot)\b"
    rf"|\b{_AUXILIARY}\s+(?:(?!{_LINKING}\b)[\w'’-]+\s+){{1,4}}({_NOT})\b"
    r"|\b(never)\b"
)
_NO = re.compile(
    rf"\b(?!{_LINKING}\b)[\w'’-]+\s+(no)\s+(?!longer\b|more\b|less\b|fewer\b|later\b|earlier\b"
    r"|sooner\b|doubt\b|matter\b|one\b)[a-z]"
)
_EXCEPT = re.compile(
    r"\b(?:all|each|every|everything|any|both)\b.*\b(except|but)\b"
    r"(?:\s+for)?(?:\s+(?:one|which|what|whom?)\b.*)?[\s_.…:?]*$",
    re.IGNORECASE,
)
_BUT_ONE = re.compile(r"\bbut\s+(?:for\s+)?(?:one|which|what|whom?)\b", re.IGNORECASE)
_CHOOSE = re.compile(
    r"^(?:please\s+)?(?:choose|select|pick|mark|find|name|identify|tick)\b.{0,60}?\b"
    r"(?:that|which|who)\b(.*)",
    re.IGNORECASE,
)
_TO_COMPLETE = re.compile(r"(?:[:…]|\.\.\.|_{2,})\s*[.?]?\s*$")
_MATTER_ASKED = re.compile(
    r"\b(?:because(?: of)?|since|as|due to|owing to|when|until|why|by|in|on|at|after|before|during"
    r"|within|from|with)\W*$"
)
"""End of a stem that asks when, where, why or through whom something was not so."""


def negative_word(prompt: str) -> str:
    """Return the word that negates an English prompt, if it is not emphasised; else nothing.

    Upper case and `*…*` emphasise it.
    """
    text = " ".join(prompt[:_LONGEST].split())
    plain = _EMPHASIZED.sub(" ¤ ", _QUOTED.sub(" ¤ ", text))
    for sentence in _SENTENCE.findall(plain):
        word = _except(sentence.strip()) or _negation(sentence.strip())
        if word:
            return word
    return ""


def _except(sentence: str) -> str:
    """Return the `except` that turns a sentence about all into a question for the odd one out."""
    found = _EXCEPT.search(sentence)
    if found is None or not found[1].islower():
        return ""
    if found[1] == "but" and not _BUT_ONE.match(sentence, found.start(1)):
        return ""
    return found[1]


def _negation(sentence: str) -> str:
    clause = _chosen_by(sentence)
    for pattern in (_NEGATED, _NO):
        found = pattern.search(clause)
        if found:
            word = next(group for group in found.groups() if group)
            return "not" if word in ("n't", "n’t") else word
    return ""


def _chosen_by(sentence: str) -> str:
    """Return the clause by which a choice is right or wrong; empty if a sentence has none."""
    if sentence.endswith("?"):
        return _asked_clause(sentence)
    if found := _CHOOSE.match(sentence):
        return "one " + _main_clause(found[1].strip())
    if found := _TO_COMPLETE.search(sentence):
        stem = sentence[: found.start()]
        if not _MATTER_ASKED.search(stem) and not _CLAUSE_END.search(stem):
            return stem
    return ""


def _asked_clause(sentence: str) -> str:
    """Return the clause after the which, what or who of a question."""
    asking = list(_ASKING.finditer(sentence))
    if not asking:
        return ""
    last = asking[-1]
    if last.start() and "," in sentence[last.end() :]:
        # 'The phone, which was not sold, …' is a statement and not the question.
        last = asking[0]
        if last.start():
            return ""
    return _main_clause(sentence, last.end())


def _main_clause(text: str, start: int = 0) -> str:
    found = _CLAUSE_END.search(text, start)
    return text[start : found.start() if found else len(text)]
