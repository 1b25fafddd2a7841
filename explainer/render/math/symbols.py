"""Commands of LaTeX that stand for one character or word, and how these are spaced."""

from __future__ import annotations

from enum import Enum, auto
from functools import cache


class Kind(Enum):
    """Kinds of parts of a formula, which say where spaces stand, as in TeX."""

    ORDINARY = auto()
    """A letter, a number, or something in brackets."""
    BINARY = auto()
    """A sign between two operands, such as plus."""
    RELATION = auto()
    """A sign between two sides, such as the equals sign."""
    OPERATOR = auto()
    """A function or a sum; a space parts it from its argument."""
    OPENING = auto()
    """An opening bracket."""
    CLOSING = auto()
    """A closing bracket."""
    PUNCTUATION = auto()
    """A comma or a semicolon."""
    SPACE = auto()
    """A space that the author wrote."""


SPACES = {
    "quad": "  ", "qquad": "    ", ",": " ", ":": " ", ">": " ", ";": " ", " ": " ", "!": "",
    "thinspace": " ", "medspace": " ", "thickspace": " ", "enspace": " ", "negthinspace": "",
    "space": " ", "enskip": " ", "/": "",
}  # fmt: skip
"""Spaces by command."""

IGNORED = frozenset(
    {"limits", "nolimits", "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle"}
    | {"big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr"}
    | {"Biggr", "bigm", "Bigm", "biggm", "Biggm", "nonumber", "notag", "hline", "centering"}
    | {"strut", "mathstrut", "allowbreak", "nobreak", "relax", "rm", "it", "bf", "cal", "sf"}
    | {"normalsize", "small", "large", "Large", "null", "noindent", "par", "hfill", "hfil"}
)
"""Commands that change nothing here."""

WORDS = frozenset(
    {"arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp"}
    | {"hom", "ker", "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh", "arccot", "sgn"}
)
"""Functions that are written by their names."""

LIMIT_WORDS = {
    "det": "det", "gcd": "gcd", "inf": "inf", "lim": "lim", "liminf": "lim inf",
    "limsup": "lim sup", "max": "max", "min": "min", "Pr": "Pr", "sup": "sup",
    "argmax": "arg max", "argmin": "arg min", "injlim": "inj lim", "projlim": "proj lim",
}  # fmt: skip
"""Functions whose limits stand below them."""

LARGE = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigvee": "⋁",
    "bigwedge": "⋀", "bigoplus": "⨁", "bigotimes": "⨂", "bigodot": "⨀", "bigsqcup": "⨆",
    "biguplus": "⨄",
}  # fmt: skip
"""Large operators whose limits stand below and above them."""

INTEGRALS = {
    "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "oiint": "∯", "smallint": "∫",
    "intop": "∫",
}  # fmt: skip
"""Integrals, whose limits stand beside them."""

ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0305",
    "vec": "\u20d7", "overrightarrow": "\u20d7", "tilde": "\u0303", "widetilde": "\u0303",
    "dot": "\u0307", "ddot": "\u0308", "dddot": "\u20db", "check": "\u030c", "breve": "\u0306",
    "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a", "underline": "\u0332",
    "underbar": "\u0332",
}  # fmt: skip
"""Combining characters by command."""

LONG_ACCENTS = frozenset({"overline", "underline"})
"""Accents that can stand on several characters."""

_OWN: dict[str, str] = {
    "{": "{", "}": "}", "$": "$", "%": "%", "#": "#", "&": "&", "_": "_", "|": "‖", "vert": "|",
    "lvert": "|", "rvert": "|", "Vert": "‖", "lVert": "‖", "rVert": "‖", "lbrace": "{",
    "rbrace": "}", "lbrack": "[", "rbrack": "]", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊",
    "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "backslash": "\\", "implies": "⟹",
    "impliedby": "⟸", "iff": "⟺", "colon": ":", "Re": "ℜ", "Im": "ℑ", "neg": "¬", "lnot": "¬",
    "land": "∧", "lor": "∨", "degree": "°", "ast": "∗", "star": "⋆", "bmod": "mod",
    "dots": "…", "dotsc": "…", "dotsb": "⋯", "dotsm": "⋯", "dotsi": "⋯", "dotso": "…",
    "ldots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "cdot": "·", "prime": "′",
    "mid": "|", "nmid": "∤", "coloneqq": "≔", "eqqcolon": "≕", "vcentcolon": ":",
    "gets": "←", "to": "→", "owns": "∋", "complement": "∁", "square": "□", "Box": "□",
    "blacksquare": "■", "qed": "∎", "checkmark": "✓", "surd": "√", "therefore": "∴",
    "because": "∵", "hbar": "ħ", "imath": "ı", "jmath": "ȷ", "epsilon": "ϵ", "phi": "ϕ",
    "varepsilon": "ε", "varphi": "φ", "ne": "≠", "neq": "≠", "le": "≤", "ge": "≥", "leq": "≤",
    "geq": "≥", "lt": "<", "gt": ">", "setminus": "∖", "smallsetminus": "∖", "emptyset": "∅",
    "varnothing": "∅", "models": "⊨", "vDash": "⊨", "vdash": "⊢", "dashv": "⊣", "top": "⊤",
    "bot": "⊥", "perp": "⊥", "S": "§", "P": "¶", "pounds": "£", "euro": "€", "copyright": "©",
    "lbrakk": "⟦", "llbracket": "⟦", "rrbracket": "⟧", "nexists": "∄", "leadsto": "⇝",
    "rightsquigarrow": "⇝", "longrightarrow": "⟶", "longleftarrow": "⟵",
    "Longrightarrow": "⟹", "Longleftarrow": "⟸", "longleftrightarrow": "⟷",
    "Longleftrightarrow": "⟺", "longmapsto": "⟼", "And": "&", "triangleq": "≜",
    "doteq": "≐", "ell": "ℓ", "wp": "℘", "partial": "∂", "nabla": "∇", "infty": "∞",
}  # fmt: skip

_RELATIONS = frozenset("=<>≤≥≠≈≡∼≃≅∝≪≫∈∉∋⊂⊃⊆⊇⊊⊋⊄⊈→←↔⇒⇐⇔↦⟶⟵⟹⟸⟺⟷⟼⊢⊣⊨∥⊥≺≻⪯⪰≔≕≜≐∣∤⇝⊑⊒≲≳⋘⋙≼≽⊲⊳↪↩⇌↑↓⇑⇓↗↘")
_BINARY = frozenset("+−×÷±∓·∗⋆∘∪∩∧∨⊕⊖⊗⊘⊙∖⊎⊓⊔†‡⋄•≀⨯⋉⋊")
_OPENING = frozenset("([{⟨⌊⌈⟦")
_CLOSING = frozenset(")]}⟩⌋⌉⟧")
_TYPED = {"-": "−", "*": "∗", "'": "′"}


def kind_of(character: str) -> Kind:
    """Return the kind of a sign."""
    if character in _RELATIONS or (len(character) > 1 and character[0] in _RELATIONS):
        return Kind.RELATION
    if character in _BINARY or character == "mod":
        return Kind.BINARY
    if character in _OPENING:
        return Kind.OPENING
    if character in _CLOSING:
        return Kind.CLOSING
    return Kind.PUNCTUATION if character in ",;" else Kind.ORDINARY


def typed(character: str) -> str:
    """Return the sign for a character that was typed."""
    return _TYPED.get(character, character)


def symbol(name: str) -> tuple[str, Kind] | None:
    """Return the sign for a command and its kind; None if there is none."""
    sign = _OWN.get(name) or _library_symbol(name)
    if not sign:
        return None
    return sign, Kind.RELATION if name == "mid" else kind_of(sign)


@cache
def _library_symbol(name: str) -> str:
    """Return the character that pylatexenc knows for a command, or nothing."""
    from pylatexenc.latex2text import get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(name)
    sign = spec.simplify_repl if spec is not None else None
    if not isinstance(sign, str) or len(sign) != 1 or not sign.isprintable() or sign == "%":
        return ""
    return sign
