"""Helpers: a terminal for tests, with a command in a real pty and its output on a pyte screen.

It does what a terminal emulator does: it answers the queries of programs, keeps the alternate
screen apart from the ordinary one, and remembers which private modes are set. Nothing in it sleeps;
it waits by `select` for output, for the end of the command, or for a timeout.
"""

from __future__ import annotations

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import NamedTuple, Self

import pyte
from pyte.screens import Char

EXPLAINER = str(Path(sys.executable).parent / "explainer")
"""The installed command."""

DARK = "1e1e/1e1e/1e1e"
"""A dark background, as terminals report it."""

LIGHT = "ffff/ffff/ffff"
"""A light background."""

KEYS = {
    "Enter": "\r",
    "Escape": "\x1b",
    "Space": " ",
    "Tab": "\t",
    "Shift+Tab": "\x1b[Z",
    "Backspace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "PgUp": "\x1b[5~",
    "PgDn": "\x1b[6~",
    "F1": "\x1bOP",
    "F5": "\x1b[15~",
    **{f"Ctrl+{letter.upper()}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""Bytes that a terminal sends for a key; any other name is sent as it is."""

_SEQUENCE = re.compile(
    r"\x1b\[(?P<csi>[0-?]*)(?P<middle>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b(?P<string>[PX^_])[^\x1b]*\x1b\\"
    r"|\x1b(?P<escape>[ -/]*[0-OQ-WYZ\\`-~])"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f-\x9f])"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[ -/]*)?$")

_MODE_NAMES = {
    "1000": "mouse",
    "1002": "mouse",
    "1003": "mouse",
    "1006": "mouse",
    "1015": "mouse",
    "1004": "focus",
    "1049": "alternate screen",
    "2004": "bracketed paste",
    "2026": "synchronized output",
    "2048": "in-band resize",
}


class Cell(NamedTuple):
    """The visible properties of one cell."""

    text: str
    fg: str
    bg: str
    bold: bool
    italic: bool
    underline: bool
    strike: bool
    reverse: bool


Cells = tuple[tuple[Cell, ...], ...]
"""All cells of a screen, row by row."""


class Chunk(NamedTuple):
    """Result of one read, and its time."""

    at: float
    data: bytes


class ModelScreen(pyte.Screen):
    """pyte's screen with an alternate screen."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self._kept: tuple[dict[int, dict[int, Char]], int, int] | None = None

    def enter_alternate(self) -> None:
        if self._kept is None:
            rows = {y: dict(row) for y, row in self.buffer.items()}
            self._kept = (rows, self.cursor.x, self.cursor.y)
            self.erase_in_display(2)

    def leave_alternate(self) -> None:
        if self._kept is None:
            return
        rows, x, y = self._kept
        self._kept = None
        self.reset_attributes()
        self.erase_in_display(2)
        for number, row in rows.items():
            if number < self.lines:
                for column, char in row.items():
                    self.buffer[number][column] = char
        self.cursor_position(min(y, self.lines - 1) + 1, min(x, self.columns - 1) + 1)

    def reset_attributes(self) -> None:
        self.select_graphic_rendition(0)

    def cells(self) -> Cells:
        return tuple(
            tuple(_cell(self.buffer[y][x]) for x in range(self.columns)) for y in range(self.lines)
        )


def _cell(char: Char) -> Cell:
    if char.data == " " and not (char.underscore or char.strikethrough or char.reverse):
        # Of a blank only the background is visible.
        return Cell(" ", "default", char.bg, False, False, False, False, False)
    return Cell(
        char.data,
        char.fg,
        char.bg,
        char.bold,
        char.italics,
        char.underscore,
        char.strikethrough,
        char.reverse,
    )


class Model:
    """State of a terminal after a stream of bytes: screen, modes, and counts of sequences."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = ModelScreen(columns, rows)
        self.modes: set[str] = set()
        """Private modes that are set, by number; `25` while the cursor is hidden."""
        self.keyboard_depth = 0
        """Number of entries of the kitty keyboard protocol that were pushed and not popped."""
        self.kinds: Counter[str] = Counter()
        """Number of control sequences of each kind."""
        self.colours: set[str] = set()
        """Parameters of SGR sequences that set a colour."""
        self.titles: list[str] = []
        """Window titles and clipboard contents that were set."""
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def feed(self, data: bytes) -> list[str]:
        """Process bytes; return the queries among them."""
        text = self._rest + self._decoder.decode(data)
        unfinished = _UNFINISHED.search(text)
        self._rest = text[unfinished.start() :] if unfinished else ""
        text = text[: len(text) - len(self._rest)]
        questions: list[str] = []
        at = 0
        for match in _SEQUENCE.finditer(text):
            if match.start() > at:
                self._stream.feed(text[at : match.start()])
            at = match.end()
            if question := self._sequence(match):
                questions.append(question)
        if at < len(text):
            self._stream.feed(text[at:])
        return questions

    def _sequence(self, match: re.Match[str]) -> str:
        """Process one control sequence; return it if it is a query."""
        whole = match[0]
        if match["csi"] is not None:
            return self._control_sequence(whole, match["csi"], match["middle"], match["final"])
        if match["osc"] is not None:
            number, _, value = match["osc"].partition(";")
            self.kinds[f"OSC {number}"] += 1
            if number in ("0", "1", "2", "52"):
                self.titles.append(match["osc"])
            return whole if value == "?" else ""
        if match["string"]:
            self.kinds[f"ESC {match['string']} string"] += 1
        elif match["escape"]:
            self.kinds[f"ESC {match['escape']}"] += 1
            if match["escape"] in "78DEMc":
                self._stream.feed(whole)
        elif whole in "\r\n\b\t":
            self._stream.feed(whole)
        else:
            self.kinds[f"control U+{ord(whole):04X}"] += 1
        return ""

    def _control_sequence(self, whole: str, parameters: str, middle: str, final: str) -> str:
        lead = parameters[:1] if parameters[:1] in tuple("<=>?") else ""
        if lead == "?" and final in "hl" and not middle:
            for mode in parameters[1:].split(";"):
                self.kinds[f"CSI ?{mode}{final}"] += 1
                self._set_mode(mode, on=final == "h")
            return ""
        self.kinds[f"CSI {lead}{middle}{final}"] += 1
        if final == "u" and lead in ("<", ">"):
            self.keyboard_depth = max(0, self.keyboard_depth + (1 if lead == ">" else -1))
            return ""
        if final == "c" or (final == "n" and not lead) or (middle == "$" and final == "p"):
            return whole
        if final == "m" and not lead:
            self.colours.update(_colour_parameters(parameters))
        if not lead and not middle:
            self._stream.feed(whole)
        return ""

    def _set_mode(self, mode: str, *, on: bool) -> None:
        if mode == "1049":
            self.screen.enter_alternate() if on else self.screen.leave_alternate()
        if mode == "7":
            (self.screen.set_mode if on else self.screen.reset_mode)(7, private=True)
        if mode in ("25", "7"):
            # These two modes are on at first: record that they were switched off.
            on = not on
        (self.modes.add if on else self.modes.discard)(mode)

    @property
    def left_over(self) -> set[str]:
        """Return the names of modes that are still set, though a program should have reset them."""
        names = {_MODE_NAMES.get(mode, mode) for mode in self.modes}
        if "25" in self.modes:
            names = names - {"25"} | {"hidden cursor"}
        if "7" in self.modes:
            names = names - {"7"} | {"no line wrap"}
        return names | ({"kitty keyboard"} if self.keyboard_depth else set())


def _colour_parameters(parameters: str) -> set[str]:
    """Return the parameters of an SGR sequence that set a colour, except for default colours."""
    found: set[str] = set()
    numbers = [int(part or 0) for part in re.split("[;:]", parameters)]
    at = 0
    while at < len(numbers):
        number = numbers[at]
        if number in (38, 48, 58):
            length = {2: 5, 5: 3}.get(numbers[at + 1] if at + 1 < len(numbers) else 0, 2)
            found.add(";".join(map(str, numbers[at : at + length])))
            at += length
            continue
        if 30 <= number <= 37 or 40 <= number <= 47 or 90 <= number <= 97 or 100 <= number <= 107:
            found.add(str(number))
        at += 1
    return found


@dataclass(frozen=True)
class Home:
    """A home folder of one test, and an environment that uses it only."""

    folder: Path
    """The folder that contains everything."""

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def config(self) -> Path:
        return self.folder / "config"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def environment(self, **more: str) -> dict[str, str]:
        """Return a minimal environment of a terminal emulator; an empty value removes one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "run").mkdir(mode=0o700, exist_ok=True)
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "HOME": str(self.folder),
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_DATA_HOME": str(self.data),
            "XDG_STATE_HOME": str(self.state),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            **more,
        }
        if "PYTHONPYCACHEPREFIX" in os.environ:
            environment.setdefault("PYTHONPYCACHEPREFIX", os.environ["PYTHONPYCACHEPREFIX"])
        return {name: value for name, value in environment.items() if value}

    def settings(self, text: str) -> None:
        """Write the settings file."""
        file = self.config / "explainer" / "settings.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def files(self) -> set[str]:
        """Return all files below it, with shortened names for the cache."""
        return {
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file()
        }


@dataclass
class Terminal:
    """One command in one terminal, from its start to its end."""

    command: Sequence[str]
    """The command."""
    environment: Mapping[str, str]
    """Its whole environment."""
    columns: int = 120
    """Width in cells."""
    rows: int = 36
    """Height in cells."""
    background: str = DARK
    """Answer to OSC 11; empty for a terminal that does not know it."""
    silent: bool = False
    """True to answer no query at all."""
    folder: Path | None = None
    """Working folder of the command."""
    chunks: list[Chunk] = field(default_factory=list)
    """All output, by read."""
    started: float = 0.0
    """Time at which the process was started."""

    # --- life -------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._held: list[bytes] | None = None
        self._fed = 0
        self.model = Model(self.columns, self.rows)
        self._master, self._slave = pty.openpty()
        self._set_size()
        self.before = termios.tcgetattr(self._slave)
        os.set_blocking(self._master, False)
        self.started = monotonic()
        self.process = subprocess.Popen(
            list(self.command),
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            cwd=self.folder,
            env=dict(self.environment),
            start_new_session=True,
            # The pty becomes the controlling terminal, so that it can resize and hang up.
            preexec_fn=_take_terminal,  # noqa: PLW1509 - runs before any thread of ours matters
        )
        self._ended = os.pidfd_open(self.process.pid)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for descriptor in (self._ended, self._master, self._slave):
            if descriptor >= 0:
                os.close(descriptor)

    def hang_up(self) -> None:
        """Close the terminal's window: the kernel sends SIGHUP."""
        os.close(self._slave)
        os.close(self._master)
        self._slave = self._master = -1

    def kill(self) -> None:
        """End the command by SIGKILL."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.wait_exit()

    # --- input ------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, by their names in `KEYS` or as they are."""
        for key in keys:
            self.send(KEYS.get(key, key).encode())

    def send(self, data: bytes) -> None:
        """Send bytes as a terminal would."""
        while data:
            select.select([], [self._master], [], 5)
            data = data[os.write(self._master, data) :]

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self.pump()
        self.columns, self.rows = columns, rows
        self.model.screen.resize(rows, columns)
        self._set_size()

    def _set_size(self) -> None:
        fcntl.ioctl(
            self._master, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0)
        )

    def hold_answers(self) -> None:
        """Answer no query until `release_answers`."""
        self._held = []

    def release_answers(self) -> None:
        """Send the answers that were held back, late."""
        answers, self._held = self._held or [], None
        for answer in answers:
            self.send(answer)

    # --- output -----------------------------------------------------------------------------

    @property
    def output(self) -> bytes:
        """All output that was received."""
        return b"".join(chunk.data for chunk in self.chunks)

    @property
    def received(self) -> int:
        """Number of bytes received."""
        return sum(len(chunk.data) for chunk in self.chunks)

    def read(self, timeout: float) -> bool:
        """Wait for output and store it; return False if none came or the command ended."""
        if self._master < 0:
            return False
        ready, _, _ = select.select([self._master, self._ended], [], [], max(0.0, timeout))
        if self._master not in ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except (BlockingIOError, OSError):
            return False
        self.chunks.append(Chunk(monotonic(), data))
        return bool(data)

    def look(self) -> None:
        """Process the output that was read, and answer the queries in it."""
        while self._fed < len(self.chunks):
            data = self.chunks[self._fed].data
            self._fed += 1
            for question in self.model.feed(data):
                self._answer(question)

    def pump(self, timeout: float = 0.0) -> bool:
        """Read available output, waiting at most so long for the first of it."""
        came = self.read(timeout)
        while self.read(0):
            pass
        self.look()
        return came

    def _answer(self, question: str) -> None:
        answer = b""
        if question.startswith("\x1b]11;?"):
            answer = f"\x1b]11;rgb:{self.background}\x1b\\".encode() if self.background else b""
        elif question in ("\x1b[c", "\x1b[0c"):
            answer = b"\x1b[?62;c"
        elif question.endswith("$p"):
            mode = question[3:-2]
            answer = f"\x1b[?{mode};{2 if mode == '2026' else 0}$y".encode()
        if not answer or self.silent:
            return
        if self._held is not None:
            self._held.append(answer)
        else:
            self.send(answer)

    # --- waiting ----------------------------------------------------------------------------

    def wait_for(self, wanted: str | Callable[[Terminal], bool], timeout: float = 10.0) -> None:
        """Wait until a text is on the screen, or until a condition holds.

        A picture that is still being written is not looked at, since a terminal would not show it.
        """
        end = monotonic() + timeout
        self.pump()
        while not self._holds(wanted):
            left = end - monotonic()
            assert left > 0, f"waited {timeout} s for {wanted!r}; the screen is\n{self.picture()}"
            ended = self.process.poll() is not None
            if not self.pump(min(left, 0.5)) and ended and not self._holds(wanted):
                message = f"the command ended ({self.process.returncode}) before {wanted!r} came"
                raise AssertionError(f"{message}; the screen is\n{self.picture()}")

    def _holds(self, wanted: str | Callable[[Terminal], bool]) -> bool:
        if "2026" in self.model.modes and self.process.poll() is None:
            return False
        return wanted in self.text if isinstance(wanted, str) else wanted(self)

    def wait_quiet(self, quiet: float = 0.15, timeout: float = 10.0) -> None:
        """Wait until no output came for a while."""
        end = monotonic() + timeout
        while self.pump(quiet):
            assert monotonic() < end, f"the output did not end; the screen is\n{self.picture()}"

    def wait_exit(self, timeout: float = 10.0) -> int:
        """Wait for the end of the command; return its exit code, negative for a signal."""
        end = monotonic() + timeout
        while self.process.poll() is None:
            left = end - monotonic()
            assert left > 0, f"the command did not end; the screen is\n{self.picture()}"
            if self._master < 0:
                select.select([self._ended], [], [], left)
            else:
                self.pump(min(left, 0.5))
        self.pump()
        return self.process.returncode

    # --- looking ----------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """Return the rows of the screen as text."""
        return [_visible(row) for row in self.model.screen.display]

    @property
    def text(self) -> str:
        """Return the screen as text; runs of blanks within a row are as they are."""
        return "\n".join(self.lines)

    @property
    def last_line(self) -> str:
        """Return the lowest row."""
        return self.lines[-1]

    def cells(self) -> Cells:
        """Return the visible cells of the screen."""
        return self.model.screen.cells()

    def picture(self) -> str:
        """Return the screen in a frame, for messages."""
        rows = "\n".join(f"|{line}" for line in self.lines)
        return f"+ {self.columns}x{self.rows}, {self.received} bytes\n{rows}\n+"

    def background_at(self, row: int, column: int) -> str:
        """Return the background of a cell, as `rrggbb` or a name."""
        return self.model.screen.buffer[row][column].bg

    @property
    def is_restored(self) -> bool:
        """Return True if settings and modes of the terminal are as before the command."""
        return termios.tcgetattr(self._slave) == self.before and not self.model.left_over

    def check_restored(self) -> None:
        """Fail with what is not as it was before the command."""
        assert termios.tcgetattr(self._slave) == self.before, "the terminal's settings changed"
        assert self.model.left_over == set()


def _visible(row: str) -> str:
    return row.rstrip()


def _take_terminal() -> None:
    # A shell starts what it runs in the background with Ctrl+C ignored, and tests inherit that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
