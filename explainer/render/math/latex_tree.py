"""Parses LaTeX by pylatexenc into nodes, with the commands that formulas use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pylatexenc import latexwalker
from pylatexenc.macrospec import LatexContextDb, MacroSpec, SpecialsSpec, std_environment

from explainer.render.math.box import CannotDraw

LONGEST = 4_000
"""Most characters of a formula that is drawn."""

_MOST_NESTED = 24
_NESTING = re.compile(r"\\.|[{}]", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(begin|end|left|right)(?![a-zA-Z])")

_ARGUMENTS = {
    "{": "text textrm textnormal textbf textit textsf texttt textup mbox hbox emph mathrm mathbf "
    "mathit mathsf mathtt mathnormal boldsymbol bm pmb mathop mathbin mathrel mathord mathopen "
    "mathclose mathpunct mathinner mathbb mathcal mathscr mathfrak mathds mathbbm hat widehat bar "
    "overline vec overrightarrow tilde widetilde dot ddot dddot check breve acute grave mathring "
    "underline underbar overbrace underbrace boxed fbox tag label phantom hphantom vphantom smash "
    "substack pmod pod mod ensuremath not color hspace vspace vcenter",
    "{{": "frac dfrac tfrac cfrac binom dbinom tbinom overset underset stackrel textcolor",
    "[{": "sqrt xrightarrow xleftarrow xRightarrow xLeftarrow xleftrightarrow xmapsto",
    "*{": "operatorname",
    "*": "\\",
}
"""Commands by the arguments that they take, in the words of pylatexenc."""

_ENVIRONMENTS = {
    "": "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases dcases rcases aligned "
    "align align* split gather gather* gathered equation equation* eqnarray eqnarray* multline "
    "multline* displaymath math flalign flalign*",
    "[{": "array",
    "{": "subarray alignedat alignat alignat*",
}
"""Environments by the arguments that they take."""


class Chars(NamedTuple):
    """Characters."""

    text: str
    """The characters, with white space."""


class Group(NamedTuple):
    """What stands in braces, or between dollars within text."""

    nodes: tuple[Node, ...]
    """The nodes in it."""


class Command(NamedTuple):
    """A command."""

    name: str
    """Its name without the backslash."""
    arguments: tuple[tuple[Node, ...], ...] = ()
    """Nodes of each argument; none for one that is not there."""


class Environment(NamedTuple):
    """An environment."""

    name: str
    """Its name."""
    arguments: tuple[tuple[Node, ...], ...]
    """Nodes of each argument."""
    nodes: tuple[Node, ...]
    """The nodes in it."""


class Sign(NamedTuple):
    """A sign with a meaning of its own: `&` or `~`."""

    sign: str
    """The sign."""


Node = Chars | Group | Command | Environment | Sign
"""A part of a formula."""


def parsed(latex: str) -> tuple[Node, ...]:
    """Return the nodes of a formula; raise `CannotDraw` if it is no LaTeX, or too long or deep."""
    if len(latex) > LONGEST or _depth(latex) > _MOST_NESTED:
        raise CannotDraw
    try:
        walker = latexwalker.LatexWalker(latex, latex_context=_context(), tolerant_parsing=False)
        nodes, _, length = walker.get_latex_nodes()
    except latexwalker.LatexWalkerParseError as error:
        raise CannotDraw from error
    if length != len(latex):
        raise CannotDraw
    return _nodes(nodes)


@cache
def _context() -> LatexContextDb:
    """Return the commands and environments of formulas with their arguments."""
    context = LatexContextDb()
    context.add_context_category(
        "formulas",
        macros=[
            MacroSpec(name, arguments)
            for arguments, names in _ARGUMENTS.items()
            for name in names.split()
        ],
        environments=[
            std_environment(name, arguments)
            for arguments, names in _ENVIRONMENTS.items()
            for name in names.split()
        ],
        specials=[SpecialsSpec("~"), SpecialsSpec("&")],
    )
    context.set_unknown_macro_spec(MacroSpec("", ""))
    return context


def _nodes(nodes: Sequence[latexwalker.LatexNode]) -> tuple[Node, ...]:
    """Return nodes of the library as ours, without comments."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, latexwalker.LatexCharsNode):
            found.append(Chars(node.chars))
        elif isinstance(node, latexwalker.LatexGroupNode | latexwalker.LatexMathNode):
            found.append(Group(_nodes(node.nodelist)))
        elif isinstance(node, latexwalker.LatexMacroNode):
            found.append(Command(node.macroname, _arguments(node)))
        elif isinstance(node, latexwalker.LatexEnvironmentNode):
            name = node.environmentname
            found.append(Environment(name, _arguments(node), _nodes(node.nodelist)))
        elif isinstance(node, latexwalker.LatexSpecialsNode):
            found.append(Sign(node.specials_chars))
    return tuple(found)


def _arguments(
    node: latexwalker.LatexMacroNode | latexwalker.LatexEnvironmentNode,
) -> tuple[tuple[Node, ...], ...]:
    if node.nodeargd is None:
        return ()
    found: list[tuple[Node, ...]] = []
    for inner in node.nodeargd.argnlist or ():
        if inner is None:
            found.append(())
        elif isinstance(inner, latexwalker.LatexGroupNode):
            found.append(_nodes(inner.nodelist))
        else:
            found.append(_nodes([inner]))
    return tuple(found)


def _depth(latex: str) -> int:
    """Return the most braces, environments and pairs of brackets open at once."""
    braces = deepest = 0
    for match in _NESTING.finditer(latex):
        braces += {"{": 1, "}": -1}.get(match[0], 0)
        deepest = max(deepest, braces)
    others = most = 0
    for match in _ENVIRONMENT.finditer(latex):
        others += 1 if match[1] in ("begin", "left") else -1
        most = max(most, others)
    return deepest + most
