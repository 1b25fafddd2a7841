"""Converts the HTML in questions of other tools to plain text; tags that it is about stay."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from explainer.deck.text_file import clean
from explainer.importers.html_tags import BOXES, BREAKS, KNOWN, TAG, is_bare, tags_of
from explainer.importers.subject_tags import JOINING, subject_tags

PICTURE = "[picture]"
"""Text in place of a picture that nothing describes."""

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
    staying: frozenset[str] = frozenset(),
    breaks_lines: bool = False,
) -> HtmlText:
    """Remove tags and resolve character references.

    Only tags of HTML are removed: `Vec<T>` stays, and so does a tag that is the subject of the
    text. With `keeps_lines` line ends are kept, as in Moodle's own format; in HTML they are spaces.
    With `is_answer` the text is all that a learner chooses by, so it is never empty for its tags;
    tags named in `staying` stay, if there are any. With `breaks_lines` every `<br>` ends a line, as
    editors write it.
    """
    shifted = html if staying else _SHIFTED.sub(_raised_or_lowered, html)
    sup_or_sub = () if shifted == html else _names(tags_of(html), "sub", "sup")
    html = shifted
    without = _without_comments(html)
    tags = tags_of(without)
    html = without if tags else html
    has_references = _REFERENCE.search(html) is not None
    if not tags and not has_references:
        text = html if keeps_lines else " ".join(html.split())
        return HtmlText(text.strip() if sup_or_sub else text, sup_or_sub, ())
    everything = set(range(len(tags)))
    if staying:
        kept = {at for at, tag in enumerate(tags) if tag[2].lower() in staying}
    else:
        kept = subject_tags(html, tags)
    if breaks_lines and not staying:
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


def _names(tags: list[re.Match[str]], *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"<{tag[2].lower()}>" for tag in tags if tag[2].lower() in names))


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
