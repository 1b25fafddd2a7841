"""Parses LaTeX into the nodes of pylatexenc, with the commands that formulas use."""

from __future__ import annotations

import re
from functools import cache

from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexCommentNode,
    LatexEnvironmentNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexNode,
    LatexSpecialsNode,
    LatexWalker,
    LatexWalkerParseError,
)
from pylatexenc.macrospec import LatexContextDb, MacroSpec, SpecialsSpec, std_environment

from explainer.render.math.box import CannotDraw

__all__ = [
    "LatexCharsNode",
    "LatexCommentNode",
    "LatexEnvironmentNode",
    "LatexGroupNode",
    "LatexMacroNode",
    "LatexMathNode",
    "LatexNode",
    "LatexSpecialsNode",
    "argument",
    "parsed",
]

LONGEST = 4_000
"""Most characters of a formula that is drawn."""

_MOST_NESTED = 24
_NESTING = re.compile(r"\\.|[{}]", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(begin|end|left|right)(?![a-zA-Z])")

_ONE = (
    "sqrt text textrm textnormal textbf textit textsf texttt textup mbox hbox mathrm mathbf mathit "
    "mathsf mathtt mathnormal boldsymbol bm pmb operatorname mathop mathbin mathrel mathord "
    "mathopen mathclose mathpunct mathinner mathbb mathcal mathscr mathfrak hat widehat bar overline "
    "vec overrightarrow tilde widetilde dot ddot dddot check breve acute grave mathring underline "
    "underbar overbrace underbrace boxed fbox tag label phantom hphantom vphantom smash substack "
    "pmod pod mod ensuremath not color hspace vspace mathds mathbbm vcenter emph"
).split()
_TWO = "frac dfrac tfrac cfrac binom dbinom tbinom overset underset stackrel textcolor".split()
_OPTIONAL = "xrightarrow xleftarrow xRightarrow xLeftarrow xleftrightarrow xmapsto".split()
_ENVIRONMENTS = (
    "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases dcases rcases aligned align "
    "align* split gather gather* gathered equation equation* eqnarray eqnarray* multline multline* "
    "displaymath math flalign flalign*"
).split()


@cache
def _context() -> LatexContextDb:
    """Return the commands and environments of formulas with their arguments."""
    macros = [MacroSpec(name, "{") for name in _ONE if name not in ("sqrt", "operatorname")]
    macros.extend(MacroSpec(name, "{{") for name in _TWO)
    macros.extend(MacroSpec(name, "[{") for name in _OPTIONAL)
    macros.append(MacroSpec("sqrt", "[{"))
    macros.append(MacroSpec("operatorname", "*{"))
    macros.append(MacroSpec("\\", "*"))
    environments = [std_environment(name, "") for name in _ENVIRONMENTS]
    environments.append(std_environment("array", "[{"))
    environments.append(std_environment("subarray", "{"))
    environments.append(std_environment("alignedat", "{"))
    environments.append(std_environment("alignat", "{"))
    environments.append(std_environment("alignat*", "{"))
    context = LatexContextDb()
    context.add_context_category(
        "formulas",
        macros=macros,
        environments=environments,
        specials=[SpecialsSpec("~"), SpecialsSpec("&")],
    )
    context.set_unknown_macro_spec(MacroSpec("", ""))
    return context


def parsed(latex: str) -> list[LatexNode]:
    """Return the nodes of a formula; raise `CannotDraw` if it is no LaTeX, or too long or deep."""
    if len(latex) > LONGEST or _depth(latex) > _MOST_NESTED:
        raise CannotDraw
    try:
        walker = LatexWalker(latex, latex_context=_context(), tolerant_parsing=False)
        nodes, _, length = walker.get_latex_nodes(parsing_state=walker.make_parsing_state())
    except LatexWalkerParseError as error:
        raise CannotDraw from error
    if length != len(latex):
        raise CannotDraw
    return list(nodes)


def argument(node: LatexMacroNode | LatexEnvironmentNode, number: int) -> list[LatexNode]:
    """Return the nodes of an argument; none if it is not there."""
    found = node.nodeargd.argnlist if node.nodeargd is not None else []
    if number >= len(found) or found[number] is None:
        return []
    inner = found[number]
    return list(inner.nodelist) if isinstance(inner, LatexGroupNode) else [inner]


def _depth(latex: str) -> int:
    """Return the most braces, environments and pairs of brackets open at once."""
    most = now = 0
    for match in _NESTING.finditer(latex):
        if match[0] == "{":
            now += 1
            most = max(most, now)
        elif match[0] == "}":
            now -= 1
    opened = 0
    deepest = 0
    for match in _ENVIRONMENT.finditer(latex):
        opened += 1 if match[1] in ("begin", "left") else -1
        deepest = max(deepest, opened)
    return most + deepest
