"""Turns the nodes of a formula into a box of characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from explainer.deck.script_characters import LOWERED, RAISED, script_characters
from explainer.render.math.box import EMPTY, Box, CannotDraw, above, aligned, beside, line
from explainer.render.math.delimiter import enclosed, root
from explainer.render.math.latex_tree import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexNode,
    LatexSpecialsNode,
    argument,
)
from explainer.render.math.letters import ALPHABETS, in_alphabet
from explainer.render.math.symbols import (
    ACCENTS,
    IGNORED,
    INTEGRALS,
    LARGE,
    LIMIT_WORDS,
    LONG_ACCENTS,
    SPACES,
    WORDS,
    Kind,
    kind_of,
    symbol,
    typed,
)

_TEXT = frozenset(
    "text textrm textnormal textbf textit textsf texttt textup mbox hbox emph".split()
)
_PLAIN = frozenset(
    "mathrm mathbf mathit mathsf mathtt mathnormal boldsymbol bm pmb mathord mathinner ensuremath "
    "mathop vcenter smash".split()
)
_KINDS = {
    "mathbin": Kind.BINARY, "mathrel": Kind.RELATION, "mathopen": Kind.OPENING,
    "mathclose": Kind.CLOSING, "mathpunct": Kind.PUNCTUATION,
}  # fmt: skip
_DROPPED = frozenset({"label", "color", "hspace", "vspace", "vphantom"})
_ARROWS = {
    "xrightarrow": ("─", "→"), "xleftarrow": ("←", "─"), "xRightarrow": ("═", "⇒"),
    "xLeftarrow": ("⇐", "═"), "xleftrightarrow": ("←", "→"), "xmapsto": ("↦", "→"),
}  # fmt: skip
_RAISED_ANYWAY = {"∘": "°", "°": "°", "∗": "*", "†": "†", "‡": "‡", "⊤": "ᵀ"}
"""Signs that stand high without a superscript character."""

_SPACED = (Kind.RELATION, Kind.BINARY)
_ENDS = (Kind.ORDINARY, Kind.CLOSING)

Item = str | LatexNode
"""A character, a number, or any other node of a formula."""


class Atom(NamedTuple):
    """A part of a formula with its kind."""

    box: Box
    """Its characters."""
    kind: Kind = Kind.ORDINARY
    """Its kind."""
    has_limits: bool = False
    """True if its scripts stand below and above it in a displayed formula."""
    is_simple: bool = True
    """False if it needs brackets before a script or in a fraction of one line."""


class Drawing:
    """Draws formulas: displayed ones on several lines, others on one."""

    def __init__(
        self, *, is_displayed: bool, is_script: bool = False, may_stack: bool = False
    ) -> None:
        self.is_displayed = is_displayed
        """True for several lines."""
        self._is_script = is_script
        self._may_stack = may_stack or is_displayed

    def draw(self, nodes: Sequence[LatexNode]) -> Box:
        """Return the box of some nodes."""
        return self.joined(self.atoms(items(nodes)))

    def joined(self, atoms: Sequence[Atom]) -> Box:
        """Return atoms beside each other; those of a script stand close."""
        return joined(atoms, is_close=self._is_script)

    def atoms(self, row: Sequence[Item]) -> list[Atom]:
        """Return the parts of a row, with their scripts."""
        for at, item in enumerate(row):
            if isinstance(item, LatexMacroNode) and item.macroname in ("over", "choose"):
                upper, lower = self.atoms(row[:at]), self.atoms(row[at + 1 :])
                if item.macroname == "over":
                    return [self._over(upper, lower)]
                return [self._binomial(self.joined(upper), self.joined(lower))]
        cursor = _Cursor(row)
        found: list[Atom] = []
        while cursor.has_more:
            item = cursor.take()
            if mark := _mark(item):
                base = found.pop() if found and found[-1].kind is not Kind.SPACE else Atom(EMPTY)
                found.append(self._scripted(base, mark, cursor))
            else:
                found.extend(self._atom(item, cursor))
        return found

    # --- scripts --------------------------------------------------------------------------

    def _scripted(self, base: Atom, mark: str, cursor: _Cursor) -> Atom:
        """Return an atom with the scripts that follow it."""
        raised: list[Item] = []
        lowered: list[Item] = []
        while mark:
            if mark == "'":
                raised.append("′")
            elif cursor.has_more:
                (raised if mark == "^" else lowered).append(cursor.take_argument())
            mark = cursor.take_mark()
        upper, lower = self._script(raised), self._script(lowered)
        if base.has_limits and self.is_displayed:
            parts = [box for box in (upper, base.box, lower) if box is not EMPTY]
            at = int(upper is not EMPTY)
            return Atom(above(parts, at), base.kind)
        return Atom(self._with_scripts(base, upper, lower), base.kind)

    def _script(self, row: list[Item]) -> Box:
        """Return a script, written closely."""
        if not row:
            return EMPTY
        small = Drawing(is_displayed=False, is_script=True, may_stack=self._may_stack)
        return small.joined([atom for item in row for atom in small._atom(item, _Cursor(()))])

    def _small(self) -> Drawing:
        """Return what draws on one line."""
        return Drawing(is_displayed=False, is_script=self._is_script)

    def _with_scripts(self, base: Atom, upper: Box, lower: Box) -> Box:
        box = base.box
        if not base.is_simple:
            box = enclosed(box, "(", ")")
        raised, lowered = _characters(upper, RAISED), _characters(lower, LOWERED)
        if box.is_line and raised is not None and lowered is not None:
            return line(f"{box.text}{lowered}{raised}")
        if self.is_displayed:
            return _around(box, upper, lower)
        marks = lowered if lowered is not None else _marked("_", lower)
        marks += raised if raised is not None else _marked("^", upper)
        return line(f"{box.text}{marks}")

    # --- atoms ----------------------------------------------------------------------------

    def _atom(self, item: Item, cursor: _Cursor) -> list[Atom]:
        if isinstance(item, str):
            sign = typed(item)
            return [Atom(line(sign), kind_of(sign))]
        if isinstance(item, LatexGroupNode):
            return [self._group(item.nodelist)]
        if isinstance(item, LatexMacroNode):
            return self._macro(item, cursor)
        if isinstance(item, LatexEnvironmentNode):
            from explainer.render.math.environment import environment

            return [Atom(environment(self, item))]
        if isinstance(item, LatexMathNode):
            return [Atom(self.draw(item.nodelist))]
        assert isinstance(item, LatexSpecialsNode)
        if item.specials_chars != "~":
            raise CannotDraw
        return [Atom(line(" "), Kind.SPACE)]

    def _macro(self, node: LatexMacroNode, cursor: _Cursor) -> list[Atom]:
        name = node.macroname
        if name in IGNORED or name in _DROPPED:
            return []
        if name in SPACES:
            return [Atom(line(SPACES[name]), Kind.SPACE)]
        if name in WORDS:
            return [Atom(line(name), Kind.OPERATOR)]
        if name in LIMIT_WORDS:
            return [Atom(line(LIMIT_WORDS[name]), Kind.OPERATOR, has_limits=True)]
        if name in LARGE:
            return [Atom(line(LARGE[name]), Kind.OPERATOR, has_limits=True)]
        if name in INTEGRALS:
            return [Atom(line(INTEGRALS[name]), Kind.OPERATOR)]
        if name == "left":
            return [self._between(cursor)]
        if found := symbol(name):
            return [Atom(line(found[0]), found[1])]
        return self._command(node, name)

    def _command(self, node: LatexMacroNode, name: str) -> list[Atom]:  # noqa: C901 (one case each)
        if node.nodeargd is None or not node.nodeargd.argnlist:
            raise CannotDraw
        first = argument(node, 0)
        match name:
            case _ if name in _TEXT:
                return [Atom(_text(self, first))]
            case _ if name in _PLAIN:
                return [self._group(first)]
            case _ if name in _KINDS:
                return [Atom(self.draw(first), _KINDS[name])]
            case _ if name in ALPHABETS:
                return [Atom(line(in_alphabet(self._line(first), name)))]
            case "mathds" | "mathbbm":
                return [Atom(line(in_alphabet(self._line(first), "mathbb")))]
            case _ if name in ACCENTS:
                return [Atom(line(_accented(self._line(first), name)))]
            case "frac" | "dfrac" | "tfrac" | "cfrac":
                small = self if name != "tfrac" else self._small()
                return [small._over(small.atoms(items(first)), small.atoms(items(argument(node, 1))))]
            case "binom" | "dbinom" | "tbinom":
                return [self._binomial(self.draw(first), self.draw(argument(node, 1)))]
            case "sqrt":
                return [self._root(self.atoms(items(argument(node, 1))), self._line(first))]
            case "operatorname":
                word = line(self._line(argument(node, 1)).replace(" ", ""))
                return [Atom(word, Kind.OPERATOR, has_limits=bool(first))]
            case "not":
                sign = self._line(first)
                return [Atom(line(unicodedata.normalize("NFC", f"{sign}\u0338")), kind_of(sign))]
            case "pmod" | "pod":
                return [Atom(beside([line(" (mod "), self.draw(first), line(")")]))]
            case "mod":
                return [Atom(beside([line(" mod "), self.draw(first)]))]
            case "tag":
                return [Atom(beside([line("  ("), _text(self, first), line(")")]))]
            case "textcolor":
                return [self._group(argument(node, 1))]
            case "phantom" | "hphantom":
                return [Atom(line(" " * self.draw(first).width))]
            case "boxed" | "fbox":
                return [Atom(self._framed(self.draw(first)))]
            case "overset" | "stackrel" | "underset":
                return [self._stacked(name, first, argument(node, 1))]
            case "overbrace" | "underbrace":
                return [self._braced(name, self.draw(first))]
            case "substack" if self._may_stack:
                from explainer.render.math.environment import stacked_lines

                return [Atom(stacked_lines(Drawing(is_displayed=True, is_script=True), first))]
            case _ if name in _ARROWS:
                return [self._arrow(name, argument(node, 1), first)]
        raise CannotDraw

    def _group(self, nodes: Sequence[LatexNode]) -> Atom:
        """Return what stands in braces as one atom; a sign in braces has no spaces around it."""
        atoms = self.atoms(items(nodes))
        if len(atoms) == 1:
            kind = atoms[0].kind
            return atoms[0]._replace(
                kind=kind if kind in (Kind.OPERATOR, Kind.SPACE) else Kind.ORDINARY
            )
        return Atom(self.joined(atoms), is_simple=_is_word(atoms))

    def _line(self, nodes: Sequence[LatexNode]) -> str:
        """Return nodes that must fit on one line, as text."""
        return self._small().draw(nodes).text

    def _over(self, upper: list[Atom], lower: list[Atom]) -> Atom:
        """Return a fraction."""
        top, bottom = self.joined(upper), self.joined(lower)
        if not self.is_displayed:
            over = top.text if _is_single(upper) or _is_word(upper) else f"({top.text})"
            under = bottom.text if _is_single(lower) or _is_change(lower) else f"({bottom.text})"
            return Atom(line(f"{over}/{under}"), is_simple=False)
        width = max(top.width, bottom.width, 1)
        if not (top.is_line and bottom.is_line):
            width += 2
        return Atom(above([top, line("─" * width), bottom], 1), is_simple=False)

    def _binomial(self, upper: Box, lower: Box) -> Atom:
        if not self.is_displayed:
            return Atom(line(f"C({upper.text}, {lower.text})"))
        return Atom(enclosed(above([upper, line(" "), lower], 1), "(", ")"))

    def _root(self, atoms: list[Atom], index: str) -> Atom:
        inner = self.joined(atoms)
        mark = {"3": "∛", "4": "∜"}.get(index, "")
        degree = script_characters(index, RAISED) if index and not mark else ""
        if degree is None:
            raise CannotDraw
        if not inner.is_line:
            small = script_characters(index, RAISED) or ""
            return Atom(root(inner, small))
        sign = mark or f"{degree}√"
        words = inner.text if _is_single(atoms) else f"({inner.text})"
        return Atom(line(sign + words))

    def _framed(self, inner: Box) -> Box:
        if not self.is_displayed:
            return line(f"[{inner.text}]")
        edge = "─" * (inner.width + 2)
        side = Box(("│",) * len(inner.lines), inner.base, 1)
        body = beside([side, line(" "), inner, line(" "), side])
        return above([line(f"┌{edge}┐"), body, line(f"└{edge}┘")], 1)

    def _stacked(self, name: str, small: list[LatexNode], base: list[LatexNode]) -> Atom:
        """Return something small above or below something else."""
        if not self.is_displayed:
            raise CannotDraw
        atoms = self.atoms(items(base))
        kind = atoms[0].kind if len(atoms) == 1 else Kind.ORDINARY
        little, box = self._small().draw(small), self.joined(atoms)
        if name == "underset":
            return Atom(above([box, little], 0), kind)
        return Atom(above([little, box], 1), kind)

    def _braced(self, name: str, inner: Box) -> Atom:
        """Return a box with a brace above or below it, which can have a label there."""
        if not self.is_displayed:
            raise CannotDraw
        width = max(3, inner.width)
        middle = (width - 2) // 2
        left, right = "─" * middle, "─" * (width - 3 - middle)
        inner = aligned(inner, width, "center")
        if name == "overbrace":
            return Atom(above([line(f"╭{left}┴{right}╮"), inner], 1), has_limits=True)
        return Atom(above([inner, line(f"╰{left}┬{right}╯")], 0), has_limits=True)

    def _arrow(self, name: str, upper: list[LatexNode], lower: list[LatexNode]) -> Atom:
        """Return an arrow as long as the text above and below it."""
        first, last = _ARROWS[name]
        over, under = self._small().draw(upper), self._small().draw(lower)
        shaft = "═" if "═" in (first, last) else "─"
        if not self.is_displayed:
            if under.width:
                raise CannotDraw
            return Atom(line(f"{first}{over.text}{last}"), Kind.RELATION)
        width = max(over.width, under.width)
        arrow = line(first + shaft * width + last)
        parts = [over, arrow, under] if under.width else [over, arrow]
        return Atom(above(parts, 1), Kind.RELATION)

    # --- brackets -------------------------------------------------------------------------

    def _between(self, cursor: _Cursor) -> Atom:
        r"""Return what stands between `\left` and `\right`, in brackets of its height."""
        left = self._bracket(cursor)
        parts: list[list[Item]] = [[]]
        middles: list[str] = []
        depth = 0
        while True:
            item = cursor.take()
            name = item.macroname if isinstance(item, LatexMacroNode) else ""
            if name == "right" and not depth:
                break
            if name == "middle" and not depth:
                middles.append(self._bracket(cursor))
                parts.append([])
                continue
            depth += 1 if name == "left" else -1 if name == "right" else 0
            parts[-1].append(item)
        right = self._bracket(cursor)
        boxes = [self.joined(self.atoms(part)) for part in parts]
        height = above_and_below(boxes)
        inner: list[Box] = []
        for number, box in enumerate(boxes):
            if number:
                inner.append(_bar(middles[number - 1], height))
            inner.append(box)
        return Atom(enclosed(beside(inner), left, right))

    def _bracket(self, cursor: _Cursor) -> str:
        """Take the sign of a bracket; a full stop is none."""
        item = cursor.take()
        if isinstance(item, LatexMacroNode):
            found = symbol(item.macroname)
            if found is None:
                raise CannotDraw
            return found[0]
        if not isinstance(item, str) or len(item) != 1:
            raise CannotDraw
        return {".": "", "<": "⟨", ">": "⟩"}.get(item, item)


class _Cursor:
    """Goes through the items of a row."""

    def __init__(self, row: Sequence[Item]) -> None:
        self._row = row
        self._at = 0

    @property
    def has_more(self) -> bool:
        """True if there are more items."""
        return self._at < len(self._row)

    def take(self) -> Item:
        """Return the next item."""
        if not self.has_more:
            raise CannotDraw
        self._at += 1
        return self._row[self._at - 1]

    def take_argument(self) -> Item:
        """Return the next item as an argument, which is one digit of a number."""
        item = self.take()
        if _mark(item):
            raise CannotDraw
        if isinstance(item, str) and len(item) > 1:
            self._row = [item[0], item[1:], *self._row[self._at :]]
            self._at = 1
            return item[0]
        return item

    def take_mark(self) -> str:
        """Return the mark of a script if one is next, else nothing."""
        while self.has_more:
            item = self._row[self._at]
            if isinstance(item, LatexMacroNode) and item.macroname in ("limits", "nolimits"):
                self._at += 1
            else:
                mark = _mark(item)
                self._at += bool(mark)
                return mark
        return ""


def _mark(item: Item) -> str:
    """Return the mark of a script if an item is one, else nothing."""
    return item if isinstance(item, str) and item in ("^", "_", "'") else ""


def items(nodes: Sequence[LatexNode]) -> list[Item]:
    """Return nodes with characters one by one, but numbers whole, and without white space."""
    found: list[Item] = []
    for node in nodes:
        if isinstance(node, LatexCommentNode):
            continue
        if not isinstance(node, LatexCharsNode):
            found.append(node)
            continue
        for at, character in enumerate(node.chars):
            if character.isspace():
                continue
            last = found[-1] if found and at and not node.chars[at - 1].isspace() else ""
            if isinstance(last, str) and _goes_on(last, character, node.chars[at + 1 : at + 2]):
                found[-1] = last + character
            elif unicodedata.combining(character) and isinstance(last, str) and last:
                found[-1] = last + character
            else:
                found.append(character)
    return found


def _goes_on(number: str, character: str, following: str) -> bool:
    """True if a character belongs to the number before it."""
    if not number[:1].isdigit():
        return False
    return character.isdigit() or (character in ".," and following.isdigit())


def joined(atoms: Sequence[Atom], *, is_close: bool = False) -> Box:
    """Return atoms beside each other, spaced as their kinds ask; scripts are written closely."""
    boxes: list[Box] = []
    before: Kind | None = None
    after_fraction = False
    for number, atom in enumerate(atoms):
        following = atoms[number + 1].kind if number + 1 < len(atoms) else None
        kind = atom.kind
        if kind is Kind.BINARY and (before not in _ENDS or following is None):
            kind = Kind.ORDINARY  # a sign, as in −1
        is_apart = _is_apart(before, kind) and not (
            is_close and Kind.OPERATOR not in (before, kind)
        )
        is_fraction = not (atom.is_simple or atom.box.is_line)
        if is_apart or (number and (is_fraction or after_fraction) and Kind.SPACE is not before):
            boxes.append(line(" "))
        boxes.append(atom.box)
        before, after_fraction = kind, is_fraction
    return beside(boxes)


def _is_apart(before: Kind | None, kind: Kind) -> bool:
    """True if a space stands between parts of two kinds."""
    if before is None or Kind.SPACE in (before, kind):
        return False
    if before in _SPACED or kind in _SPACED:
        return not (before is Kind.RELATION and kind is Kind.RELATION)
    if before is Kind.PUNCTUATION:
        return True
    if before is Kind.OPERATOR:
        return kind in (Kind.ORDINARY, Kind.OPERATOR)
    return kind is Kind.OPERATOR and before in _ENDS


def above_and_below(boxes: Sequence[Box]) -> tuple[int, int]:
    """Return the most lines above the base of some boxes, and below it."""
    return max(box.base for box in boxes), max(len(box.lines) - box.base - 1 for box in boxes)


def _bar(sign: str, height: tuple[int, int]) -> Box:
    from explainer.render.math.delimiter import delimiter

    up, down = height
    bar = delimiter(sign, up + down + 1, up)
    return beside([line(" "), bar, line(" ")])


def _is_word(atoms: list[Atom]) -> bool:
    """True if atoms are letters and numbers beside each other."""
    return all(atom.kind is Kind.ORDINARY and atom.box.is_line for atom in atoms)


def _is_single(atoms: list[Atom]) -> bool:
    """True for one atom that needs no brackets in a fraction or in a root."""
    visible = [atom for atom in atoms if atom.kind is not Kind.SPACE]
    return len(visible) == 1 and visible[0].is_simple


def _is_change(atoms: list[Atom]) -> bool:
    """True if atoms are the `dx` of a derivative."""
    return len(atoms) == 2 and _is_word(atoms) and atoms[0].box.text in ("d", "∂")


def _characters(box: Box, forms: dict[str, str]) -> str | None:
    """Return a script in raised or lowered characters; None if it has others."""
    if box is EMPTY:
        return ""
    if not box.is_line:
        return None
    text = box.text
    if forms is RAISED and text in _RAISED_ANYWAY:
        return _RAISED_ANYWAY[text]
    primes = len(text) - len(text.lstrip("′")) if forms is RAISED else 0
    found = script_characters(text[primes:], forms)
    return None if found is None else text[:primes] + found


def _marked(mark: str, box: Box) -> str:
    """Return a script with its mark on one line; nothing for no script."""
    if box is EMPTY:
        return ""
    text = box.text
    is_whole = len(text) == 1 or text.isdigit() or (mark == "_" and text.isalpha())
    return f"{mark}{text}" if is_whole else f"{mark}({text})"


def _around(box: Box, upper: Box, lower: Box) -> Box:
    """Return a box with scripts above and below its right end."""
    width = max(upper.width, lower.width)
    blank = Box((" " * width,) * len(box.lines), 0, width)
    rows = list(aligned(upper, width, "left").lines) if upper.width else []
    up = len(rows)
    rows.extend(blank.lines)
    if lower.width:
        rows.extend(aligned(lower, width, "left").lines)
    return beside([box, Box(tuple(rows), up + box.base, width)])


def _accented(text: str, name: str) -> str:
    """Return a text with an accent on each of its characters; most accents go on one only."""
    plain = [letter for letter in text if not unicodedata.combining(letter)]
    if len(plain) != 1 and not (name in LONG_ACCENTS and plain):
        raise CannotDraw
    mark = ACCENTS[name] if len(plain) > 1 or name != "overline" else ACCENTS["bar"]
    letters: list[str] = []
    for letter in text:
        if unicodedata.combining(letter) and letters:
            letters[-1] += letter
        else:
            letters.append(letter)
    return unicodedata.normalize("NFC", "".join(letter + mark for letter in letters))


def _text(drawing: Drawing, nodes: Sequence[LatexNode]) -> Box:
    """Return words, with their spaces, and formulas in them."""
    boxes: list[Box] = []
    for node in nodes:
        if isinstance(node, LatexCharsNode):
            words = " ".join(node.chars.split())
            before = " " if node.chars[:1].isspace() and words else ""
            boxes.append(line(f"{before}{words}{' ' if node.chars[-1:].isspace() else ''}"))
        elif isinstance(node, LatexGroupNode):
            boxes.append(_text(drawing, node.nodelist))
        elif not isinstance(node, LatexCommentNode):
            boxes.append(drawing.draw([node]))
    return beside(boxes)
