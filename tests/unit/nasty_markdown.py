"""Helpers: Markdown made of pieces that are hard to read, lay out and print."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    "word", "two words", "CAC", "通义千问", "，", "é", "e\u0301", "👩‍🔬", "❤️", "שלום", "\u00a0",
    "\t", "  ", "x" * 40, "\x1b[31m", "\u202e", "\u200b", "\x9b", "&#27;", "&#x202e;", "&amp;",
    "*", "**", "_", "~~", "`", "``", "[", "]", "(", ")", "![", "](", "]{claim=c61}", "]{term=cac}",
    ']{plain="x"}', "]{claim=zz}", "{", "}", "[^n01]", "[^zz]", "[^1]", "[^1]: ", "<b>", "</b>",
    "<br>", '<a href="https://e.org">', "</a>", '<img src="a.png" alt="p">', "<", ">", "<!--",
    "-->", "<!-- pause -->", "<!-- end_slide -->", "<!-- speaker_note: n -->", ". . .", "\\",
    "![a](images/map.png)", "[a](b)", "[a]: b", "https://e.org", "|", "|-|", "---", "***", "===",
    "+++", "#", "## ", "- ", "- [ ] ", "1. ", "99999. ", "> ", "> [!NOTE]\n", "    ", "  - ",
    "```", "```py {1|2}\n", "```{table} models\n", "```{chart} models\n", "```{timeline} story\n",
    "```{question} q1\n", "```{quiz}\n", "```{compare} models\n", "```{image} images/map.png\n",
    "```{nothing} x\n", 'rows = ["qwen", "gpt"]\n', 'kind = "bar"\n', "x = [\n", "<div>", "</div>",
    "<pre>", "</pre>", "<li>", "<ul>", "</ul>", "<ol start=3>", "<table>", "<tr>", "<td>",
    "</table>", "<th colspan=3 rowspan=2>", "<thead>", "<sup>", "</sup>", "<sub>", "</sub>",
    "<h1>", "<script>", "<details>", "| a | b |\n|---|--:|\n", "| 只 |", "$", "$$", "$x^2$",
    "\\frac{a}", "data:image/png;base64,AA", "\u200d", "\u200c",
]  # fmt: skip
"""Pieces that begin, end or break some syntax."""


def nasty_markdown(most: int = 30) -> st.SearchStrategy[str]:
    """Texts of such pieces, joined directly or by spaces, line ends and empty lines."""
    joints = st.sampled_from(["", "", " ", "\n", "\n", "\n\n", "\n> ", "\n  ", "\n\n- "])
    return st.lists(st.tuples(st.sampled_from(PIECES), joints), max_size=most).map(
        lambda pairs: "".join(piece + joint for piece, joint in pairs)
    )


def any_text(most: int = 200) -> st.SearchStrategy[str]:
    """Any text that a file can hold."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=most)
