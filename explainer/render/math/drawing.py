"""Turns the nodes of a formula into a box of characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from explainer.deck.script_characters import RAISED, script_characters
from explainer.render.math.atom import Atom, is_change, is_single, is_word, joined
from explainer.render.math.box import EMPTY, Box, CannotDraw, above, aligned, beside, line
from explainer.render.math.delimiter import delimiter, enclosed, root
from explainer.render.math.environment import environment, stacked_lines
from explainer.render.math.latex_tree import Chars, Command, Environment, Group, Node
from explainer.render.math.letters import ALPHABETS, in_alphabet
from explainer.render.math.row import Cursor, Item, items, script_mark
from explainer.render.math.script import with_scripts
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
    {"text", "textrm", "textnormal", "textbf", "textit", "textsf", "texttt", "textup", "mbox"}
    | {"hbox", "emph"}
)
_PLAIN = frozenset(
    {"mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathnormal", "boldsymbol", "bm", "pmb"}
    | {"mathord", "mathinner", "ensuremath", "mathop", "vcenter", "smash"}
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


class Drawing:
    """Draws formulas: displayed ones on several lines, others on one."""

    def __init__(
        self, *, is_displayed: bool, is_script: bool = False, may_stack: bool = False
    ) -> None:
        self.is_displayed = is_displayed
        """True for several lines."""
        self._is_script = is_script
        self._may_stack = may_stack or is_displayed

    def draw(self, nodes: Sequence[Node]) -> Box:
        """Return the box of some nodes."""
        return self.joined(self.atoms(items(nodes)))

    def joined(self, atoms: Sequence[Atom]) -> Box:
        """Return atoms beside each other; those of a script stand close."""
        return joined(atoms, is_close=self._is_script)

    def atoms(self, row: Sequence[Item]) -> list[Atom]:
        """Return the parts of a row, with their scripts."""
        for at, item in enumerate(row):
            if isinstance(item, Command) and item.name in ("over", "choose"):
                upper, lower = self.atoms(row[:at]), self.atoms(row[at + 1 :])
                if item.name == "over":
                    return [self._over(upper, lower, is_stacked=self.is_displayed)]
                return [self._binomial(self.joined(upper), self.joined(lower))]
        cursor = Cursor(row)
        found: list[Atom] = []
        while cursor.has_more:
            item = cursor.take()
            if sign := script_mark(item):
                base = found.pop() if found and found[-1].kind is not Kind.SPACE else Atom(EMPTY)
                found.append(self._scripted(base, sign, cursor))
            else:
                found.extend(self._atom(item, cursor))
        return found

    # --- scripts --------------------------------------------------------------------------

    def _scripted(self, base: Atom, mark: str, cursor: Cursor) -> Atom:
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
        return Atom(with_scripts(base, upper, lower, is_displayed=self.is_displayed), base.kind)

    def _script(self, row: list[Item]) -> Box:
        """Return a script, written closely."""
        if not row:
            return EMPTY
        small = Drawing(is_displayed=False, is_script=True, may_stack=self._may_stack)
        return small.joined([atom for item in row for atom in small._atom(item, Cursor(()))])

    def _small(self) -> Drawing:
        """Return what draws on one line."""
        return Drawing(is_displayed=False, is_script=self._is_script)

    # --- atoms ----------------------------------------------------------------------------

    def _atom(self, item: Item, cursor: Cursor) -> list[Atom]:
        if isinstance(item, str):
            sign = typed(item)
            return [Atom(line(sign), kind_of(sign))]
        if isinstance(item, Group):
            return [self._group(item.nodes)]
        if isinstance(item, Command):
            return self._macro(item, cursor)
        if isinstance(item, Environment):
            return [Atom(environment(self, item))]
        if isinstance(item, Chars) or item.sign != "~":
            raise CannotDraw
        return [Atom(line(" "), Kind.SPACE)]

    def _macro(self, node: Command, cursor: Cursor) -> list[Atom]:
        name = node.name
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

    def _command(self, node: Command, name: str) -> list[Atom]:  # noqa: C901 (one case each)
        if not node.arguments:
            raise CannotDraw
        first, second = node.arguments[0], node.arguments[-1]
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
                return [self._fraction(name, first, second)]
            case "binom" | "dbinom" | "tbinom":
                return [self._binomial(self.draw(first), self.draw(second))]
            case "sqrt":
                return [self._root(self.atoms(items(second)), self._line(first))]
            case "operatorname":
                word = line(self._line(second).replace(" ", ""))
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
                return [self._group(second)]
            case "phantom" | "hphantom":
                return [Atom(line(" " * self.draw(first).width))]
            case "boxed" | "fbox":
                return [Atom(self._framed(self.draw(first)))]
            case "overset" | "stackrel" | "underset":
                return [self._stacked(name, first, second)]
            case "overbrace" | "underbrace":
                return [self._braced(name, self.draw(first))]
            case "substack" if self._may_stack:
                return [Atom(stacked_lines(Drawing(is_displayed=True, is_script=True), first))]
            case _ if name in _ARROWS:
                return [self._arrow(name, second, first)]
        raise CannotDraw

    def _group(self, nodes: Sequence[Node]) -> Atom:
        """Return what stands in braces as one atom; a sign in braces has no spaces around it."""
        atoms = self.atoms(items(nodes))
        if len(atoms) == 1:
            kind = atoms[0].kind
            return atoms[0]._replace(
                kind=kind if kind in (Kind.OPERATOR, Kind.SPACE) else Kind.ORDINARY
            )
        return Atom(self.joined(atoms), is_simple=is_word(atoms))

    def _line(self, nodes: Sequence[Node]) -> str:
        """Return nodes that must fit on one line, as text."""
        return self._small().draw(nodes).text

    def _fraction(self, name: str, upper: Sequence[Node], lower: Sequence[Node]) -> Atom:
        parts = self._small() if name == "tfrac" else self
        over, under = parts.atoms(items(upper)), parts.atoms(items(lower))
        return self._over(over, under, is_stacked=parts.is_displayed)

    def _over(self, upper: list[Atom], lower: list[Atom], *, is_stacked: bool) -> Atom:
        """Return a fraction."""
        top, bottom = self.joined(upper), self.joined(lower)
        if not is_stacked:
            over = top.text if is_single(upper) or is_word(upper) else f"({top.text})"
            under = bottom.text if is_single(lower) or is_change(lower) else f"({bottom.text})"
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
        words = inner.text if is_single(atoms) else f"({inner.text})"
        return Atom(line(sign + words))

    def _framed(self, inner: Box) -> Box:
        if not self.is_displayed:
            return line(f"[{inner.text}]")
        edge = "─" * (inner.width + 2)
        side = Box(("│",) * len(inner.lines), inner.base, 1)
        body = beside([side, line(" "), inner, line(" "), side])
        return above([line(f"┌{edge}┐"), body, line(f"└{edge}┘")], 1)

    def _stacked(self, name: str, small: Sequence[Node], base: Sequence[Node]) -> Atom:
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

    def _arrow(self, name: str, upper: Sequence[Node], lower: Sequence[Node]) -> Atom:
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

    def _between(self, cursor: Cursor) -> Atom:
        r"""Return what stands between `\left` and `\right`, in brackets of its height."""
        left = self._bracket(cursor)
        parts: list[list[Item]] = [[]]
        middles: list[str] = []
        depth = 0
        while True:
            item = cursor.take()
            name = item.name if isinstance(item, Command) else ""
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

    def _bracket(self, cursor: Cursor) -> str:
        """Take the sign of a bracket; a full stop is none."""
        item = cursor.take()
        if isinstance(item, Command):
            found = symbol(item.name)
            if found is None:
                raise CannotDraw
            return found[0]
        if not isinstance(item, str) or len(item) != 1:
            raise CannotDraw
        return {".": "", "<": "⟨", ">": "⟩"}.get(item, item)


def above_and_below(boxes: Sequence[Box]) -> tuple[int, int]:
    """Return the most lines above the base of some boxes, and below it."""
    return max(box.base for box in boxes), max(len(box.lines) - box.base - 1 for box in boxes)


def _bar(sign: str, height: tuple[int, int]) -> Box:
    up, down = height
    bar = delimiter(sign, up + down + 1, up)
    return beside([line(" "), bar, line(" ")])


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


def _text(drawing: Drawing, nodes: Sequence[Node]) -> Box:
    """Return words, with their spaces, and formulas in them."""
    boxes: list[Box] = []
    for node in nodes:
        if isinstance(node, Chars):
            words = " ".join(node.text.split())
            before = " " if node.text[:1].isspace() and words else ""
            boxes.append(line(f"{before}{words}{' ' if node.text[-1:].isspace() else ''}"))
        elif isinstance(node, Group):
            boxes.append(_text(drawing, node.nodes))
        else:
            boxes.append(drawing.draw([node]))
    return beside(boxes)
