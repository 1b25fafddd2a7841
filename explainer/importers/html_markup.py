"""Converts the HTML in questions of other tools to plain text.

A question about HTML names tags that mark up nothing: "What does the <b> tag do?". Such tags stay
as text. What speaks for it is a tag without its end tag, a tag next to the word "tag" or in quotes,
or an answer that is nothing but a tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from explainer.deck.text_file import clean

PICTURE = "[picture]"
"""Text in place of a picture that nothing describes."""

_TAG = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9]{0,9})(?=[\s/>])"""
    r"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+|[^<>]*+)>"""
)
"""A tag. A `>` in quotes is part of an attribute; if the quotes never end, they are text."""

_MARKDOWN_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ATTRIBUTE = re.compile(
    r"""([^\s"'=<>/]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++)))?+"""
)
_BREAKS = frozenset({
    "address", "blockquote", "dd", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
_KNOWN = _BREAKS | frozenset({
    "a", "b", "big", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "li",
    "mark", "q", "s", "samp", "script", "small", "span", "strike", "strong", "style", "sub", "sup",
    "tbody", "td", "tfoot", "th", "thead", "tt", "u", "var",
})  # fmt: skip
_NEVER_ALONE = _KNOWN - {
    "br", "dd", "dt", "hr", "img", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
"""Elements that need an end tag; the others may do without one."""
_LETTERS = frozenset({
    "a", "b", "big", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "mark", "q", "s",
    "small", "strike", "strong", "u",
})  # fmt: skip
"""Elements whose effect on letters a question can be about."""
_CARELESS = frozenset({"div", "font", "section", "span"})
"""Elements whose end tags editors lose: without one, they are subject only if they are bare."""
_EMPTY_BOXES = frozenset({"br", "div", "p", "span"})
"""Elements that editors leave in an empty field."""

_JOINING = re.compile(
    r"\s*(?:[,/|]|\.\.\.|…|&amp;)\s*|\s+(?:and|or|to|vs\.?|und|oder|et|ou|y|e|o|u|en|of)\s+",
    re.IGNORECASE,
)
"""Text between a tag and its end tag that joins two names: "<b> and </b>"."""
_WORD = r"(?:tags?|elements?|attributes?|elemente?n?|balises?|éléments?|etiquetas?|elementos?)"
_NAMED_BEFORE = re.compile(rf"(?:\b{_WORD}\s|\()\Z", re.IGNORECASE)
_NAMED_AFTER = re.compile(rf"[\s-]{{0,2}}{_WORD}\b|[,;?!)]", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:tags?|X?HTML|markup)\b")
"""Words of a prompt about tags; not `Tag`, the German day, nor the elements of chemistry."""
_UNKNOWN = re.compile(
    rf"(?<![\w:])</?(?!(?:{'|'.join(sorted(_KNOWN))})[\s/>])[a-z][a-z0-9-]{{0,30}}(?:\s[^<>]*)?>"
)
"""A tag that marks no text up, in small letters; `vector<int>` has none."""
_QUOTE_BEFORE = re.compile(r"""(?:\A|[\s(])["'`“„«‘]\Z""")
_QUOTE_AFTER = re.compile(r"""["'`”“»’](?:\Z|[\s.,;:?!)])""")
_AROUND = 20
"""Number of characters looked at before and after a tag."""
_LONGEST_JOINT = 12

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SHIFTED = re.compile(r"<(su[bp])>([^<>]{1,40})</\1>", re.IGNORECASE)
_RAISABLE = re.compile(r"[0-9+\-=()n]+", re.ASCII)
_LOWERABLE = re.compile(r"[0-9+\-=()]+", re.ASCII)


class HtmlText(NamedTuple):
    """HTML as plain text, and the tags in it."""

    text: str
    """The text, without tags that mark something up, and with references resolved."""
    removed: tuple[str, ...]
    """Tags that were removed, each once, and `&…;` for references."""
    kept: tuple[str, ...]
    """Tags that stay in the text because they mark up nothing, each once."""


def read_html(
    html: str,
    *,
    keeps_lines: bool = False,
    is_answer: bool = False,
    is_literal: bool = False,
    breaks_lines: bool = False,
) -> HtmlText:
    """Remove tags and resolve character references.

    Only tags of HTML are removed: `Vec<T>` stays, and so does a tag that is the subject of the
    text. With `keeps_lines` line ends are kept, as in Moodle's own format; in HTML they are spaces.
    With `is_answer` the text is all that a learner chooses by, so it is never empty for its tags;
    `is_literal` keeps every tag. With `breaks_lines` every `<br>` ends a line, as editors write it.
    """
    shifted = html if is_literal else _SHIFTED.sub(_raised_or_lowered, html)
    sup_or_sub = () if shifted == html else _names(_tags(html), "sub", "sup")
    html = shifted
    without = _without_comments(html)
    tags = _tags(without)
    html = without if tags else html
    has_references = _REFERENCE.search(html) is not None
    if not tags and not has_references:
        text = html if keeps_lines else " ".join(html.split())
        return HtmlText(text.strip() if sup_or_sub else text, sup_or_sub, ())
    everything = set(range(len(tags)))
    kept = everything if is_literal else _subjects(html, tags)
    if breaks_lines and not is_literal:
        kept = {at for at in kept if tags[at][2].lower() != "br"}
    text = _converted(html, tags, kept, keeps_lines)
    is_empty = is_answer and text.strip(" \n-") == ""
    if is_empty and not _is_empty_box(tags, 0 if breaks_lines else 1):
        kept = everything
        text = _converted(html, tags, kept, keeps_lines)
    removed = [f"<{tag[2].lower()}>" for at, tag in enumerate(tags) if at not in kept]
    if has_references:
        removed.append("&…;")
    return HtmlText(
        text,
        tuple(dict.fromkeys((*sup_or_sub, *removed))),
        tuple(dict.fromkeys(f"<{tags[at][1]}{tags[at][2]}>" for at in sorted(kept))),
    )


def are_about_tags(prompt: str, answers: Sequence[str]) -> bool:
    """Return True if answers in HTML are to be told apart by their tags.

    The answers have different tags, and the prompt is about tags, or an answer has a tag that marks
    no text up, or each is in a tag for letters. An author who escapes some tags, as editors do,
    marks text up with the others.
    """
    if any("&lt;" in answer for answer in answers):
        return False
    tags = [_tags(answer) for answer in answers]
    shapes = {tuple(_shape(found)) for found in tags}
    if len(shapes) < 2:
        return False
    if _SUBJECT.search(prompt) or any(_UNKNOWN.search(answer) for answer in answers):
        return True
    texts = zip(answers, tags, strict=True)
    return () not in shapes and all(_is_wrapped(answer.strip(), found) for answer, found in texts)


def _shape(tags: list[re.Match[str]]) -> Iterator[str]:
    """Yield the tags of an answer, without the boxes that editors put around each."""
    closed = {tag[2].lower() for tag in tags if tag[1]}
    for tag in tags:
        name = tag[2].lower()
        if name not in ("sub", "sup") and (name not in _EMPTY_BOXES or name not in closed):
            yield f"{tag[1]}{name}"


def _is_wrapped(answer: str, tags: list[re.Match[str]]) -> bool:
    """Return True if an answer is all between a tag for letters and its end tag."""
    return (
        bool(tags)
        and tags[0][2].lower() in _LETTERS
        and answer.startswith(tags[0][0])
        and answer.endswith(tags[-1][0])
    )


def has_html(text: str) -> bool:
    """Return True if there are tags of HTML or character references in a text."""
    return bool(_tags(text)) or _REFERENCE.search(text) is not None


def is_only_picture(text: str) -> bool:
    """Return True if a text in HTML or Markdown shows a picture and says nothing beside it."""
    without = _MARKDOWN_PICTURE.sub("", text)
    tags = _tags(without)
    if len(without) == len(text) and not any(_is_picture(tag) for tag in tags):
        return False
    return not _TAG.sub(lambda tag: "" if tag[2].lower() in _KNOWN else tag[0], without).strip()


def has_picture(html: str) -> bool:
    """Return True if HTML shows a picture."""
    return any(_is_picture(tag) for tag in _tags(html))


def _is_picture(tag: re.Match[str]) -> bool:
    """Return True for `<img src=…>`; without attributes it is only the name of the tag."""
    return tag[2].lower() == "img" and not _is_bare(tag)


def _tags(html: str) -> list[re.Match[str]]:
    """Return the tags of HTML in a text."""
    return [tag for tag in _TAG.finditer(html) if tag[2].lower() in _KNOWN]


def _names(tags: list[re.Match[str]], *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"<{tag[2].lower()}>" for tag in tags if tag[2].lower() in names))


def _is_bare(tag: re.Match[str]) -> bool:
    """Return True if a tag has no attributes."""
    return not tag[3].strip(" \t\n/")


def _is_empty_box(tags: list[re.Match[str]], most_alone: int) -> bool:
    """Return True for the tags that an editor leaves in an empty field, as `<p><br></p>`.

    Up to `most_alone` of them are rather an answer.
    """
    return len(tags) > most_alone and all(tag[2].lower() in _EMPTY_BOXES for tag in tags)


def _subjects(html: str, tags: list[re.Match[str]]) -> set[int]:
    """Return the indices of tags that the text is about, instead of being marked up by them."""
    found: set[int] = set()
    alone: list[int] = []
    waiting: dict[str, list[int]] = {}
    for at, tag in enumerate(tags):
        name = tag[2].lower()
        if not tag[1]:
            waiting.setdefault(name, []).append(at)
        elif not waiting.get(name):
            alone.append(at)
        else:
            first = waiting[name].pop()
            begin, end = tags[first].end(), tag.start()
            if end - begin <= _LONGEST_JOINT and _JOINING.fullmatch(html, begin, end):
                found.update((first, at))
    for indices in waiting.values():
        alone.extend(indices)
    for at in alone:
        tag, name = tags[at], tags[at][2].lower()
        if (name in _NEVER_ALONE and name not in _CARELESS) or (
            _is_bare(tag)
            and ((name in _NEVER_ALONE and not tag[1]) or name == "img" or _is_named(html, tag))
        ):
            found.add(at)
    if found:
        begin = len(html) - len(html.lstrip())
        found.update(
            at
            for at in alone
            if _is_bare(tags[at]) and tags[at][2].lower() != "br" and tags[at].start() > begin
        )
    return found


def _is_named(html: str, tag: re.Match[str]) -> bool:
    """Return True if the words or signs around a tag speak of it."""
    before = html[max(0, tag.start() - _AROUND) : tag.start()]
    after = html[tag.end() : tag.end() + _AROUND]
    if _QUOTE_BEFORE.search(before) and _QUOTE_AFTER.match(after):
        return True
    return _NAMED_AFTER.match(after) is not None or _NAMED_BEFORE.search(before) is not None


def _converted(html: str, tags: list[re.Match[str]], kept: set[int], keeps_lines: bool) -> str:
    """Return HTML as text in which only some tags are kept."""
    parts: list[str] = []
    at = depth = 0
    for number, tag in enumerate(tags):
        if number in kept:
            continue
        before = html[at : tag.start()]
        parts.append(before if keeps_lines or depth else re.sub(r"\s+", " ", before))
        name = tag[2].lower()
        parts.append(_replacement(name, bool(tag[1]), tag[3]))
        if name == "pre":
            depth = max(0, depth + (-1 if tag[1] else 1))
        at = tag.end()
    rest = html[at:]
    parts.append(rest if keeps_lines or depth else re.sub(r"\s+", " ", rest))
    text = clean(_REFERENCE.sub(lambda match: unescape(match[0]), "".join(parts)))
    text = text.replace("\N{NO-BREAK SPACE}", " ").replace("\r", "")
    text = re.sub(r"[ \t]{0,50}\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _without_comments(html: str) -> str:
    """Remove comments that end."""
    parts: list[str] = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        end = html.find("-->", start + 4)
        if end < 0:
            break
        parts.append(html[at:start])
        at = end + 3
    return "".join((*parts, html[at:]))


def _replacement(name: str, closes: bool, attributes: str) -> str:
    """Return the text that replaces a tag."""
    if name == "br":
        return "\n"
    if name == "li":
        return "" if closes else "\n- "
    if name in ("td", "th"):
        return " " if closes else ""
    if name in _BREAKS:
        return "\n"
    if name == "img":
        alt = _attribute("alt", attributes)
        return f"[{alt}]" if alt else PICTURE
    return ""


def _attribute(name: str, attributes: str) -> str:
    """Return the value of an attribute."""
    for match in _ATTRIBUTE.finditer(attributes):
        if match[1].lower() == name:
            return " ".join((match[2] or match[3] or match[4] or "").split())[:200]
    return ""


def _raised_or_lowered(match: re.Match[str]) -> str:
    """Return raised or lowered text in the Unicode characters for it, if there are any."""
    raises = match[1].lower() == "sup"
    text = match[2]
    if _JOINING.fullmatch(text):
        return match[0]
    if raises:
        return text.translate(_RAISED) if _RAISABLE.fullmatch(text) else f"^{text}"
    return text.translate(_LOWERED) if _LOWERABLE.fullmatch(text) else f"_{text}"
