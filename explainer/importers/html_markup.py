"""Converts the HTML in questions of other tools to Markdown, and to plain text for typed answers.

Tags that the text is about stay as text.
"""

from __future__ import annotations

import re
from html import unescape

from explainer.deck.block import Block
from explainer.deck.text_file import clean
from explainer.importers.html_blocks import PICTURE, html_blocks
from explainer.importers.html_tags import BOXES, BREAKS, KNOWN, TAG, is_bare, tags_of
from explainer.importers.subject_tags import JOINING, subject_tags

_MARKDOWN_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ATTRIBUTE = re.compile(
    r"""([^\s"'=<>/]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++)))?+"""
)
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SHIFTED = re.compile(r"<(su[bp])>([^<>]{1,40})</\1>", re.IGNORECASE)
_RAISABLE = re.compile(r"[0-9+\-=()n]+", re.ASCII)
_LOWERABLE = re.compile(r"[0-9+\-=()]+", re.ASCII)


_LOST = frozenset({"big", "font", "ins", "mark", "script", "small", "style", "u"})
"""Elements whose effect Markdown cannot express."""


class HtmlText:
    """HTML, read as plain text or as Markdown."""

    def __init__(
        self,
        html: str,
        *,
        keeps_lines: bool = False,
        is_answer: bool = False,
        staying: frozenset[str] = frozenset(),
        breaks_lines: bool = False,
        math: re.Pattern[str] | None = None,
    ) -> None:
        """Remove tags of HTML: `Vec<T>` stays, and so does a tag that is the subject of the text.

        With `keeps_lines` line ends are kept, as in Moodle's own format; in HTML they are spaces.
        With `is_answer` the text is all that a learner chooses by, so it is never empty for its
        tags; tags named in `staying` stay, if there are any. With `breaks_lines` every `<br>` ends
        a line, as editors write it. `math` finds what opens a formula.
        """
        self._keeps_lines = keeps_lines
        self._math = math
        without = _without_comments(html)
        tags = tags_of(without)
        self._html = without if tags else html
        self._tags = tags
        if staying:
            self._kept = {at for at, tag in enumerate(tags) if tag[2].lower() in staying}
        else:
            self._kept = subject_tags(self._html, tags) if tags else set()
        if breaks_lines and not staying:
            self._kept = {at for at in self._kept if tags[at][2].lower() != "br"}
        is_empty = is_answer and bool(tags) and self._text().strip(" \n-") == ""
        if is_empty and not _is_empty_box(tags, 0 if breaks_lines else 1):
            self._kept = set(range(len(tags)))

    @property
    def text(self) -> str:
        """The plain text, without tags that mark something up, and with references resolved."""
        return self._text()

    @property
    def removed(self) -> tuple[str, ...]:
        """Tags that mark something up, each once."""
        names = (tag[2].lower() for at, tag in enumerate(self._tags) if at not in self._kept)
        return tuple(dict.fromkeys(f"<{name}>" for name in names))

    @property
    def lost(self) -> tuple[str, ...]:
        """Tags whose effect Markdown cannot express, each once."""
        return tuple(tag for tag in self.removed if tag[1:-1] in _LOST)

    @property
    def kept(self) -> tuple[str, ...]:
        """Tags that stay in the text because they mark up nothing, each once."""
        tags = (self._tags[at] for at in sorted(self._kept))
        return tuple(dict.fromkeys(f"<{tag[1]}{tag[2]}>" for tag in tags))

    def blocks(self) -> tuple[Block, ...]:
        """Return the text as blocks."""
        return html_blocks(
            self._html, self._tags, self._kept, keeps_lines=self._keeps_lines, math=self._math
        )

    def _text(self) -> str:
        shifted = _SHIFTED.sub(_raised_or_lowered, self._html)
        tags, kept = self._tags, self._kept
        if shifted != self._html:
            tags = tags_of(shifted)
            names = {self._tags[at][0] for at in kept}
            kept = {at for at, tag in enumerate(tags) if tag[0] in names}
        if not tags and not _REFERENCE.search(shifted):
            return (shifted if self._keeps_lines else " ".join(shifted.split())).strip()
        return _converted(shifted, tags, kept, self._keeps_lines)


def has_html(text: str) -> bool:
    """Return True if there are tags of HTML or character references in a text."""
    return bool(tags_of(text)) or _REFERENCE.search(text) is not None


def is_only_picture(text: str) -> bool:
    """Return True if a text in HTML or Markdown shows a picture and says nothing beside it."""
    without = _MARKDOWN_PICTURE.sub("", text)
    tags = tags_of(without)
    if len(without) == len(text) and not any(_is_picture(tag) for tag in tags):
        return False
    return not TAG.sub(lambda tag: "" if tag[2].lower() in KNOWN else tag[0], without).strip()


def without_pictures(html: str) -> str:
    """Return HTML without its pictures."""
    return TAG.sub(lambda tag: "" if _is_picture(tag) else tag[0], html)


def has_picture(html: str) -> bool:
    """Return True if HTML shows a picture."""
    return any(_is_picture(tag) for tag in tags_of(html))


def _is_picture(tag: re.Match[str]) -> bool:
    """Return True for `<img src=…>`; without attributes it is only the name of the tag."""
    return tag[2].lower() == "img" and not is_bare(tag)


def _is_empty_box(tags: list[re.Match[str]], most_alone: int) -> bool:
    """Return True for the tags that an editor leaves in an empty field, as `<p><br></p>`.

    Up to `most_alone` of them are rather an answer.
    """
    return len(tags) > most_alone and all(tag[2].lower() in BOXES for tag in tags)


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
    if name in BREAKS:
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
    if JOINING.fullmatch(text):
        return match[0]
    if raises:
        return text.translate(_RAISED) if _RAISABLE.fullmatch(text) else f"^{text}"
    return text.translate(_LOWERED) if _LOWERABLE.fullmatch(text) else f"_{text}"
