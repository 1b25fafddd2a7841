"""Formulas are drawn on one line or several, and what cannot be drawn is told from it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from explainer.render.math.formula import formula_line, formula_lines
from explainer.render.math.latex_tree import LONGEST

from .counted_work import assert_grows_in_proportion, lines_run


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        ("a*b*c", "a ∗ b ∗ c"),
        (r"\{x_1, x_2\}", "{x₁, x₂}"),
        ("E=mc^2", "E = mc²"),
        ("a-b = -1", "a − b = −1"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\frac12", "1/2"),
        (r"\frac{dy}{dx}", "dy/dx"),
        (r"{a \over b}", "a/b"),
        (r"\sqrt{x+1} \sqrt2 \sqrt[3]{x} \sqrt[n]{x}", "√(x + 1)√2∛xⁿ√x"),
        (r"\sum_{i=1}^{n} i^2", "∑ᵢ₌₁ⁿ i²"),
        (r"\lim_{x\to 0} f(x)", "lim_(x→0) f(x)"),
        (r"\alpha\beta \le \gamma", "αβ ≤ γ"),
        ("f'(x)", "f′(x)"),
        (r"\hat{x} + \overline{AB} + \vec v", "x̂ + A̅B̅ + v⃗"),
        (r"x \not\in \mathbb{R}", "x ∉ ℝ"),
        (r"e^{i\pi}", "e^(iπ)"),
        ("2^{n/2}", "2^(n/2)"),
        ("x_{max} + y_Q", "xₘₐₓ + y_Q"),
        (r"\text{if } x > 0", "if x > 0"),
        (r"O(n \log n)", "O(n log n)"),
        (r"\left(\frac{1}{2}\right)^2", "(1/2)²"),
        ("{}^{14}C", "¹⁴C"),
        ("1{,}000 + 3.14", "1,000 + 3.14"),
        (r"90^\circ", "90°"),
        ("A^T", "Aᵀ"),
        (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
        (r"\mathcal{O}(n), \mathfrak{g}", "𝒪(n), 𝔤"),
        (r"x \xrightarrow{f} y", "x ─f→ y"),
        ("x % nothing", "x"),
    ],
)
def test_one_line_says_a_formula(latex: str, line: str) -> None:
    assert formula_line(latex) == line


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        r"\unknown{x}",
        r"\frac{a}",
        r"\frac\sqrt{2}{3}",
        "x^",
        "{x",
        "x}",
        r"\left(x",
        r"\begin{foo}x\end{foo}",
        r"\begin{pmatrix}x",
        r"\newcommand{\x}{y}",
        r"\widehat{abc}",
        "",
        "x" * (LONGEST + 1),
        "{" * 30 + "x" + "}" * 30,
    ],
)
def test_one_line_cannot_say_everything(latex: str) -> None:
    assert formula_line(latex) is None


@pytest.mark.parametrize(
    ("latex", "lines"),
    [
        (r"\frac{a}{b+1}", ["  a", "─────", "b + 1"]),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", ["⎛ 1  2 ⎞", "⎝ 3  4 ⎠"]),
        (r"\begin{bmatrix} 1 \\ 20 \\ 3 \end{bmatrix}", ["⎡ 1  ⎤", "⎢ 20 ⎥", "⎣ 3  ⎦"]),
        (
            r"f = \begin{cases} 1 & \text{if } x>0 \\ 0 & \text{else} \\ 2 \end{cases}",
            ["    ⎧ 1  if x > 0", "f = ⎨ 0  else", "    ⎩ 2"],
        ),
        (r"\begin{aligned} a &= b \\ &= cd \end{aligned}", ["a = b", "  = cd"]),
        ("a &= b \\\\\n cc &= d", [" a = b", "cc = d"]),
        (r"\sum_{i=1}^{n} i", [" n", " ∑  i", "i=1"]),
        (r"\sqrt{\frac{a}{b}}", [" ┌──", " │ a", " │ ─", "╲│ b"]),
        (r"\binom{n}{k}", ["⎛ n ⎞", "⎜   ⎟", "⎝ k ⎠"]),
        (r"x^{\frac ab} y", [" a/b", "x   y"]),
        (r"\underbrace{a+b}_{2}", ["a + b", "╰─┬─╯", "  2"]),
        (r"\boxed{x}", ["┌───┐", "│ x │", "└───┘"]),
        (r"\sum_{\substack{i<n \\ j<m}} x", [" ∑  x", "i<n", "j<m"]),
        (r"a \overset{!}{=} b", ["  !", "a = b"]),
        (r"x = 1 \tag{7}", ["x = 1  (7)"]),
    ],
)
def test_a_displayed_formula_has_several_lines(latex: str, lines: list[str]) -> None:
    assert formula_lines(latex, 80) == tuple(lines)


def test_a_formula_without_room_is_broken_at_its_signs() -> None:
    assert formula_lines(r"a = b + \frac{c}{d} - e, \qquad f = g", 14) == (
        "        c",
        "a = b + ─ − e,",
        "        d",
        "",
        "   f = g",
    )
    assert formula_lines("a = b + c + d", 9) == ("a = b + c", "    + d")
    assert formula_lines(r"x = 1, \quad y = 2, \quad z = 3", 18) == ("x = 1,  y = 2,", "   z = 3")
    assert formula_lines(r"\frac{aaaaaaaaaaaa}{b}", 9) is None


def test_what_cannot_be_drawn_is_not_drawn_in_part() -> None:
    assert formula_lines(r"\frac{1}{2} \unknown", 80) is None


PIECES = [
    "x", "12", " ", "+", "=", "^", "_", "{", "}", "'", "&", r"\\", "[2pt]", r"\frac", r"\sqrt",
    r"\sqrt[3]", r"\left(", r"\right)", r"\right.", r"\middle|", r"\begin{matrix}",
    r"\end{matrix}", r"\begin{cases}", r"\end{cases}", r"\begin{array}{lr}", r"\end{array}",
    r"\begin{align}", r"\end{align}", r"\sum", r"\lim", r"\text{if $x$ }", r"\hat", r"\overline",
    r"\mathbb", r"\over", r"\alpha", r"\unknown", "%", "~", "#", "中", "e\u0301", r"\limits", r"\,",
    r"\underbrace", r"\overset", r"\binom", r"\xrightarrow", r"\not", r"\operatorname*", r"\tag",
    "$", "\n", "\\",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40),
    st.integers(1, 80),
)
def test_no_formula_raises_and_lines_are_lines(latex: str, width: int) -> None:
    line, lines = formula_line(latex), formula_lines(latex, width)

    assert line is None or "\n" not in line
    for drawn in lines or ():
        assert "\n" not in drawn
        assert cell_len(drawn) <= width


@pytest.mark.parametrize(
    "piece",
    ["x^2 ", r"\frac{1}{2} ", "a & b \\\\ ", r"\sqrt{x} ", "'", r"\left( x \right) ", "x_", "{x} "],
)
@pytest.mark.parametrize("width", [None, 40, 4000], ids=["line", "narrow", "wide"])
def test_drawing_takes_time_in_proportion(width: int | None, piece: str) -> None:
    def draw(latex: str) -> object:
        return formula_line(latex) if width is None else formula_lines(latex, width)

    draw(piece)

    assert_grows_in_proportion(lambda n: lines_run(lambda: draw(piece * n + "z")), 60)
