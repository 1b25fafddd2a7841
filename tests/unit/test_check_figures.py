"""The numerals that `check` counts as figures, and those that it ignores."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.check.figure import figures

QUANTITIES = [
    ("about 45% and 4 % and 7 per cent", ["45", "4", "7"]),
    ("It costs $5, € 3.50 or 4 yuan.", ["5", "3.50", "4"]),
    ("between 12–13.5 km and 2.5 times that", ["12–13.5", "2.5"]),
    ("In 38 countries 2,000 people sold 45 in 2024.", ["38", "2,000", "45"]),
    ("1.234.567 models with 3 billion parameters", ["1.234.567", "3"]),
    ("a 45-percent drop, a 3-million deal and 20k users", ["45", "3", "20"]),
    ("Canalys counted 14 phones; Apple 14 %.", ["14", "14"]),
    ("Only 14 were left, and by 12 of them", ["14", "12"]),
    ("it changed by −12.5 or by -12", ["12.5", "12"]),
    ("增长45%，300个模型", ["45", "300"]),
    ("2000 dollars in 1999", ["2000"]),
]

NO_QUANTITIES = [
    "on 13 February 2025, 4 to 7 January, 12 and 13 May, the 3rd of June",
    "February 13, 2024, Q2 2024, H1 2025, FY2024, 2023/24, 2023–2024",
    "2024-02-11, 11/02/2025, 13 février 2025, 11. Februar 2025, 2025年2月11日",
    "the Mate 60 Pro, Galaxy S24, iOS 18.1, iPhone 15 and 16, Boeing 737",
    "GPT-4o, GPT-4.5, R1, v0.1, COVID-19, Qwen2.5-72B, 5G, 4K",
    "version 2.0 and 8.2.1, section 4.2, page 12, step 11, rule 30",
    "the 1st, the 22nd, the 1990s, a 16-bit word",
    "at 10:30, 9 am, 11 p.m., 10 o'clock",
    "three things, 9 models, 1–3 people, the top 10, [12], (12), #12",
]


@pytest.mark.parametrize(("text", "found"), QUANTITIES)
def test_a_quantity_is_a_figure(text: str, found: list[str]) -> None:
    assert [figure.text for figure in figures(text)] == found


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_dates_names_versions_and_small_counts_are_none(text: str) -> None:
    assert [figure.text for figure in figures(text)] == []


def test_a_figure_knows_where_it_stands() -> None:
    (figure,) = figures("sold 45 %")

    assert figure.start == 5


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from("0123456789 .,-–:/%$aZ月年\u00a0()[]#\ue000\n"), max_size=60))
def test_any_text_is_read_without_end_and_error(text: str) -> None:
    for figure in figures(text):
        assert text[figure.start :].startswith(figure.text)
