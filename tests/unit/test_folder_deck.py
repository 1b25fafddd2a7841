"""A folder of plain Markdown becomes a deck, in the order that its authors gave it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from explainer.cli import cli
from explainer.deck.folder import folder_files
from explainer.deck.folder.book_summary import book_pages
from explainer.deck.folder.site_nav import NavUnreadable, read_site
from explainer.deck.link import file_at, link_target
from explainer.deck.loader import open_deck
from explainer.deck.model import Deck
from explainer.problems import Code, Problems

from .counted_work import assert_grows_in_proportion, lines_run


def write(root: Path, **files: str) -> Path:
    """Write files, with `__` in a name for `/`, and `.md` where a name has no ending."""
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path = path if path.suffix else path.with_suffix(".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def pages(root: Path, *names: str) -> Path:
    """Write pages whose heading is their own path."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n", encoding="utf-8")
    return root


def opened(root: Path, problems: Problems | None = None) -> Deck:
    return open_deck(root, Problems() if problems is None else problems).deck


def outline(root: Path) -> list[str]:
    """Return the outline as a person sees it: labels with a colon, two spaces for every level."""
    lines = []
    for entry in opened(root).outline:
        first = entry.depth - len(entry.labels)
        lines += [f"{'  ' * (first + n)}{label}:" for n, label in enumerate(entry.labels)]
        lines.append("  " * entry.depth + entry.title)
    return lines


def test_sub_folders_are_read_below_their_names(tmp_path: Path) -> None:
    pages(tmp_path, "b.md", "a/x.md", "a/deep/y.md", "a/deep/z.md", "README.md", "c.markdown")

    assert outline(tmp_path) == [
        "README.md",
        "b.md",
        "c.markdown",
        "a:",
        "  a/x.md",
        "  deep:",
        "    a/deep/y.md",
        "    a/deep/z.md",
    ]
    assert [entry.id for entry in opened(tmp_path).outline][:5] == [
        "readme",
        "b",
        "c",
        "a-x",
        "a-deep-y",
    ]


def test_the_index_of_a_sub_folder_stands_for_it(tmp_path: Path) -> None:
    pages(tmp_path, "guide/index.md", "guide/a.md", "tools/README.md", "tools/b.md", "api/api.md")

    assert outline(tmp_path) == [
        "api/api.md",
        "guide/index.md",
        "  guide/a.md",
        "tools/README.md",
        "  tools/b.md",
    ]
    assert [entry.id for entry in opened(tmp_path).outline][1:3] == ["guide", "guide-a"]


def test_numbers_in_names_count_as_numbers(tmp_path: Path) -> None:
    pages(tmp_path, "10-ten.md", "9-nine.md", "part2/x.md", "part10/x.md", "_Footer.md", "z.md")

    assert outline(tmp_path) == [
        "9-nine.md",
        "10-ten.md",
        "z.md",
        "Footer.md",
        "part2:",
        "  part2/x.md",
        "part10:",
        "  part10/x.md",
    ]


def test_what_is_no_page_is_left_out(tmp_path: Path) -> None:
    pages(tmp_path, "a.md", ".git/x.md", "node_modules/y.md", "other/b.md", "notes.txt")
    (tmp_path / "other" / "deck.toml").write_text("format = 1\n")
    (tmp_path / "loop").symlink_to(tmp_path)

    assert outline(tmp_path) == ["a.md"]


def test_a_summary_orders_a_book(tmp_path: Path) -> None:
    pages(tmp_path, "src/zebra.md", "src/part/index.md", "src/part/deep.md", "src/apple.md")
    pages(tmp_path, "src/left-out.md", "src/preface.md", "README.md", "src/a b.md")
    write(
        tmp_path,
        src__SUMMARY="""# Summary

[Preface](preface.md)

- [**Zebra** & `co`](zebra.md)
- [Part](part/index.md)
  - [Deep](./part/deep.md#place)
- [Draft]()
  - [Apple](apple.md)

# Appendix

- [Spaced](a%20b.md)
- [Zebra again](zebra.md)
- [Elsewhere](https://e.org/x.md) [missing](no.md)
""",
    )
    (tmp_path / "book.toml").write_text('[book]\ntitle = "My  book"\n')
    ordered = [
        "Preface",
        "Zebra & co",
        "Part",
        "  Deep",
        "Draft:",
        "  Apple",
        "Appendix:",
        "  Spaced",
    ]

    assert outline(tmp_path) == ordered
    assert outline(tmp_path / "src") == ordered
    assert opened(tmp_path).title == "My book"
    assert opened(tmp_path).outline[3].id == opened(tmp_path / "src").outline[3].id == "part-deep"


def test_a_summary_that_orders_nothing_is_a_page(tmp_path: Path) -> None:
    pages(tmp_path, "a.md", "SUMMARY.md")

    assert outline(tmp_path) == ["a.md", "SUMMARY.md"]


@pytest.mark.parametrize("book", ["book = 1\n", "[book]\nsrc = 5\n", "no toml", ""])
def test_a_book_with_a_broken_manifest_is_still_found(tmp_path: Path, book: str) -> None:
    pages(tmp_path, "src/b.md", "src/a.md")
    write(tmp_path, src__SUMMARY="- [B](b.md)\n- [A](a.md)\n")
    (tmp_path / "book.toml").write_text(book)

    assert outline(tmp_path) == ["B", "A"]


def test_a_navigation_orders_a_site(tmp_path: Path) -> None:
    pages(tmp_path, "docs/index.md", "docs/z.md", "docs/api/one.md", "docs/api/two.md", "README.md")
    (tmp_path / "mkdocs.yml").write_text(
        """site_name: My site
theme: {name: material, features: [a, b]}
markdown_extensions:
  - x: {generator: !!python/name:material.extensions.emoji.to_svg }
nav:
  - z.md
  - Home: 'index.md'
  - API:
      - Two: api/two.md
      - api/one.md
      - Deeper: [{"Again": z.md}]
  - Elsewhere: https://e.org
"""
    )

    assert outline(tmp_path) == ["docs/z.md", "Home", "API:", "  Two", "  docs/api/one.md"]
    assert opened(tmp_path).title == "My site"
    assert opened(tmp_path).outline[2].id == "api-two"


def test_a_site_without_a_navigation_shows_its_pages_by_name(tmp_path: Path) -> None:
    pages(tmp_path, "pages/b.md", "pages/index.md", "README.md")
    (tmp_path / "mkdocs.yml").write_text("site_name: S\ndocs_dir: ./pages/\n")

    assert outline(tmp_path) == ["pages/index.md", "pages/b.md"]


def test_a_navigation_that_is_no_yaml_is_told(tmp_path: Path) -> None:
    pages(tmp_path, "b.md", "a.md")
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - B: b.md\n   - A: a.md\n")
    problems = Problems()

    assert [entry.title for entry in opened(tmp_path, problems).outline] == ["a.md", "b.md"]
    [problem] = problems
    assert problem.code is Code.ORDER_UNREADABLE
    assert "on line 3" in problem.message


def test_positions_order_the_pages_of_docusaurus(tmp_path: Path) -> None:
    write(
        tmp_path,
        docs__last="---\nsidebar_position: 9\n---\n# Last\n",
        docs__first="---\ntitle: First\nsidebar_position: 1.5\n---\n# Other\n",
        docs__none="# None\n",
        docs__guide__x="# X\n",
        docs__tips__y="# Y\n",
        blog__post="# Post\n",
    )
    (tmp_path / "docs/guide/_category_.json").write_text('{"label": "The guide", "position": 2}')
    (tmp_path / "docs/tips/_category_.yml").write_text("label: 'Tips'\nposition: 1\n")
    (tmp_path / "docusaurus.config.js").write_text("module.exports = process.exit(1)\n")

    assert outline(tmp_path) == [
        "Tips:",
        "  Y",
        "First",
        "The guide:",
        "  X",
        "Last",
        "None",
    ]


@pytest.mark.parametrize(
    "category", ["", "{", "[]", '{"label": 3, "position": "x"}', '{"position": 1e999}', "[" * 5000]
)
def test_a_broken_category_leaves_the_order_by_name(tmp_path: Path, category: str) -> None:
    pages(tmp_path, "b/x.md", "a.md")
    (tmp_path / "b" / "_category_.json").write_text(category)

    assert outline(tmp_path) == ["a.md", "b:", "  b/x.md"]


@pytest.mark.parametrize(
    ("folder", "path", "file"),
    [
        ("", "dir/page.md", "dir/page.md"),
        ("dir", "../home.md", "home.md"),
        ("dir", "./page.md", "dir/page.md"),
        ("dir", "page", "dir/page.md"),
        ("dir", "page.html", "dir/page.md"),
        ("dir", "../part/", "part/index.md"),
        ("dir", "/part", "part/index.md"),
        ("dir", "../other", "other/README.md"),
        ("other/deep", "/x.md", "other/x.md"),
        ("part", "..", "README.md"),
        ("dir", "page.md?plain=1", "dir/page.md"),
        ("dir", "../../home.md", ""),
        ("dir", "no.md", ""),
        ("", "\x00", ""),
    ],
)
def test_a_path_means_the_file_that_other_tools_open(folder: str, path: str, file: str) -> None:
    files = {
        "home.md",
        "dir/page.md",
        "part/index.md",
        "other/README.md",
        "README.md",
        "other/x.md",
    }

    assert file_at(folder, path, files) == file


def test_links_between_files_lead_to_their_sections(tmp_path: Path) -> None:
    deck = opened(pages(tmp_path, "home.md", "dir/page.md", "a b/ö.md"))

    assert link_target(deck, "home", "dir/page.md") == ("dir-page", "")
    assert link_target(deck, "home", "dir/page.md#deep") == ("dir-page", "deep")
    assert link_target(deck, "dir-page", "../home.md") == ("home", "")
    assert link_target(deck, "dir-page", "../a%20b/%C3%B6.md") == ("a-b-ö", "")
    assert link_target(deck, "dir-page", "#deep") == ("dir-page", "deep")
    assert link_target(deck, "dir-page", "home.md") is None


def test_a_kept_form_is_renewed_when_a_file_below_changes(tmp_path: Path) -> None:
    root, cache = pages(tmp_path / "deck", "a.md", "dir/b.md"), tmp_path / "cache"
    open_deck(root, Problems(), cache).keep(cache)
    assert open_deck(root, Problems(), cache).is_kept()

    (root / "dir" / "b.md").write_text("# Renewed page\n")
    again = open_deck(root, Problems(), cache)

    assert not again.is_kept()
    assert again.deck.outline[1].title == "Renewed page"


def test_a_folder_with_too_much_is_cut_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages(tmp_path, "a.md", "b.md", "c/d.md", "e/f/g.md")
    for name, most in (("MOST_FILES", 3), ("MOST_ENTRIES", 4), ("DEEPEST", 1)):
        with monkeypatch.context() as patch:
            patch.setattr(folder_files, name, most)
            problems = Problems()
            deck = opened(tmp_path, problems)
        assert 2 <= len(deck.outline) <= 3
        assert [problem.code for problem in problems] == [Code.FOLDER_TOO_LARGE]
    done = CliRunner().invoke(cli, ["--plain", str(tmp_path)])
    assert "folder-too-large" not in done.output


def test_a_deep_folder_says_in_plain_text_that_pages_are_left_out(tmp_path: Path) -> None:
    pages(tmp_path, "a.md", "/".join("abcdefghijk") + "/x.md")

    done = CliRunner().invoke(cli, ["--plain", str(tmp_path)])

    assert done.exit_code == 0
    assert "error[folder-too-large]" in done.output


def test_plain_text_shows_the_levels_of_the_outline(tmp_path: Path) -> None:
    pages(tmp_path, "a.md", "dir/b.md", "dir/deep/c.md")

    done = CliRunner().invoke(cli, ["--plain", str(tmp_path)])

    assert "1. a.md\ndir:\n   2. dir/b.md\n   deep:\n      3. dir/deep/c.md\n" in done.output


def test_a_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages(tmp_path, "a.md", "shut/b.md")
    real = os.scandir

    def scandir(path: Path) -> object:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    problems = Problems()

    assert [entry.title for entry in opened(tmp_path, problems).outline] == ["a.md"]
    assert [problem.message for problem in problems] == [
        "Cannot read the folder 'shut': Permission denied."
    ]


FILES = ("a.md", "b.md", "dir/index.md")


@given(st.text("-[]()#* \n`<>&ab.mdir/x", max_size=200))
def test_any_summary_is_read(text: str) -> None:
    found = book_pages(text, "SUMMARY.md", FILES)

    assert {page.file for page in found} <= set(FILES)
    assert all(len(page.labels) <= page.depth for page in found)


def site_pages(text: str) -> set[str] | str:
    """Return the pages of a navigation, or why it was refused."""
    try:
        return {page.file for page in read_site(text, FILES).pages}
    except NavUnreadable as error:
        return str(error)


@given(st.text("-[]{}:&*!|>'\"%@ \n\tnavtitle,ab.md?", max_size=200).map("nav:\n".__add__))
def test_any_navigation_is_read_or_refused(text: str) -> None:
    found = site_pages(text)

    assert found <= set(FILES) if isinstance(found, set) else found


NINE_OF_EACH = "a0: &a0 [a.md]\n" + "".join(
    f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "{" * 50_000,
        "- " * 40_000,
        "? " * 40_000,
        f"{NINE_OF_EACH}nav: *a9\n",
        f"{NINE_OF_EACH}nav:\n- x: *a9\n",
        "&a [*a]",
        "nav: &n\n- a.md\n- x: *n\n",
        "\ud800",
        "%YAML 9.9\n---\nnav: []\n",
        "nav: []\n---\nnav: []\n",
        "'" * 9_999,
    ],
    ids=range(12),
)
def test_hostile_navigations_end_soon(text: str) -> None:
    assert len(site_pages(text)) < 200


@pytest.mark.parametrize("piece", ["- [A](a.md)\n", "  - [B](b.md)\n", "# Part\n- [A](a#.md)\n"])
def test_work_grows_with_a_summary(piece: str) -> None:
    assert_grows_in_proportion(
        lambda n: lines_run(lambda: book_pages(piece * n, "SUMMARY.md", FILES)), 50
    )


@pytest.mark.parametrize(
    "piece", ["- a.md\n", "- X: [a.md, b.md]\n", "- X: 'a\n\n  b'\n", "- X:\n  - a.md\n"]
)
def test_work_grows_with_a_navigation(piece: str) -> None:
    assert_grows_in_proportion(
        lambda n: lines_run(lambda: read_site("nav:\n" + piece * n, FILES)), 50
    )
