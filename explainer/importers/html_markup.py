"""Converts the HTML in questions of other tools to plain text."""

from __future__ import annotations

import re
from html import unescape

from explainer.deck.text_file import clean

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,9})(?=[\s/>])([^<>]*)>")
_COMMENT = re.compile(r"<!--[^<>]*-->")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ATTRIBUTE = re.compile(r"""\b(alt|href)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_BREAKS = frozenset({
    "address", "blockquote", "dd", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
_KNOWN = _BREAKS | frozenset({
    "a", "b", "big", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "li",
    "mark", "q", "s", "samp", "script", "small", "span", "strike", "strong", "style", "sub", "sup",
    "tbody", "td", "tfoot", "th", "thead", "tt", "u", "var",
})  # fmt: skip
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SHIFTED = re.compile(r"<(su[bp])>([^<>]{1,40})</\1>", re.IGNORECASE)
_RAISABLE = re.compile(r"[0-9+\-=()n]+", re.ASCII)
_LOWERABLE = re.compile(r"[0-9+\-=()]+", re.ASCII)


def plain_text(html: str, *, keeps_lines: bool = False) -> str:
    """Remove tags and resolve character references.

    Only tags of HTML are removed: `Vec<T>` stays. With `keeps_lines` line ends are kept, as in
    Moodle's own format; in HTML they are spaces.
    """
    if not tags_in(html):
        return html if keeps_lines else " ".join(html.split())
    html = _COMMENT.sub("", _SHIFTED.sub(_raised_or_lowered, html))
    parts: list[str] = []
    at = kept = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name not in _KNOWN:
            continue
        before = html[at : tag.start()]
        parts.append(before if keeps_lines or kept else re.sub(r"\s+", " ", before))
        parts.append(_replacement(name, bool(tag[1]), tag[3]))
        if name == "pre":
            kept = max(0, kept + (-1 if tag[1] else 1))
        at = tag.end()
    rest = html[at:]
    parts.append(rest if keeps_lines or kept else re.sub(r"\s+", " ", rest))
    text = clean(_REFERENCE.sub(lambda match: unescape(match[0]), "".join(parts)))
    text = text.replace("\N{NO-BREAK SPACE}", " ").replace("\r", "")
    text = re.sub(r"[ \t]{0,50}\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def tags_in(html: str) -> list[str]:
    """Return the tags that `plain_text` removes, each once, and `&…;` for references."""
    found = [f"<{match[2].lower()}>" for match in _TAG.finditer(html) if match[2].lower() in _KNOWN]
    if _REFERENCE.search(html):
        found.append("&…;")
    return list(dict.fromkeys(found))


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
        return f"[{_attribute('alt', attributes) or 'picture'}]"
    return ""


def _attribute(name: str, attributes: str) -> str:
    """Return the value of an attribute."""
    for match in _ATTRIBUTE.finditer(attributes):
        if match[1].lower() == name:
            return " ".join((match[2] or match[3] or "").split())[:200]
    return ""


def _raised_or_lowered(match: re.Match[str]) -> str:
    """Return raised or lowered text in the Unicode characters for it, if there are any."""
    raises = match[1].lower() == "sup"
    text = match[2]
    if raises:
        return text.translate(_RAISED) if _RAISABLE.fullmatch(text) else f"^{text}"
    return text.translate(_LOWERED) if _LOWERABLE.fullmatch(text) else f"_{text}"
