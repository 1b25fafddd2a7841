"""Connects a presenter and the class's screens on one machine by a socket in a private folder.

A screen that does not keep up skips older views and shows the newest, so nobody waits for it.
"""

from __future__ import annotations

import asyncio
import os
import stat
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from platformdirs import user_runtime_path

from explainer.lesson.shown import Shown, Size
from explainer.problems import ExplainerError

_LONGEST_FRAME = 1 << 20
"""Most bytes of one record; the view of a table with 10,000s of rows has some hundred kB."""

_MOST_SCREENS = 16
_CLOSE_TIMEOUT = 1.0
"""Seconds that closing waits for the screens to be told."""

_SUFFIX = ".stage"


def stage_folder() -> Path:
    """Return the folder of the sockets, which nobody else on the machine can open.

    Raises:
        ExplainerError: the folder belongs to somebody else, or they may write to it.
    """
    if os.name != "posix":
        message = "A lesson in two terminals needs the sockets of POSIX systems."
        raise ExplainerError(f"{message} 'explainer present --mirror' needs none.")
    with warnings.catch_warnings():
        # Without such a folder of the system another one is named, with a warning that helps nobody
        # here: the folder is checked below in either case.
        warnings.simplefilter("ignore")
        try:
            folder = user_runtime_path("explainer", appauthor=False)
            # One by one, since `parents=True` would let everybody into all but the last.
            for each in (*reversed(folder.parents), folder):
                each.mkdir(mode=0o700, exist_ok=True)
            above, about = folder.parent.stat(), folder.lstat()
        except OSError as error:
            raise ExplainerError(f"There is no folder to show a lesson through: {error}") from error
    if above.st_uid not in (0, os.getuid()):
        # The owner of the folder above can put another folder in the place of this one.
        message = f"The folder {folder.parent} is somebody else's, so nothing is shown through it. "
        raise ExplainerError(f"{message}Set XDG_RUNTIME_DIR to a folder of your own.")
    is_private = stat.S_ISDIR(about.st_mode) and not about.st_mode & 0o077
    if not is_private or about.st_uid != os.getuid():
        message = f"The folder {folder} is not private, so nothing is shown through it. "
        raise ExplainerError(f"{message}Give it to yourself alone: chmod 700 {folder}")
    return folder


class Stage:
    """The presenter's end: sends every screen what is shown now."""

    def __init__(self, folder: Path, sizes_changed: Callable[[], None]) -> None:
        """`sizes_changed` is called when a screen connects, leaves or changes its size."""
        self._path = folder / f"{os.getpid()}{_SUFFIX}"
        self._sizes_changed = sizes_changed
        self._server: asyncio.Server | None = None
        self._frame = b""
        self._screens: dict[asyncio.Event, Size | None] = {}
        self._serving: dict[asyncio.StreamWriter, asyncio.Event] = {}

    @property
    def sizes(self) -> list[Size]:
        """Sizes of the screens that are connected."""
        return [size for size in self._screens.values() if size is not None]

    async def open(self) -> None:
        """Accept connections of screens.

        Raises:
            ExplainerError: no socket can be created here.
        """
        with suppress(FileNotFoundError):
            self._path.unlink()
        try:
            self._server = await asyncio.start_unix_server(
                self._serve, str(self._path), limit=_LONGEST_FRAME
            )
        except (OSError, NotImplementedError, AttributeError) as error:
            message = f"The class's screen cannot be reached on this machine: {error}. "
            raise ExplainerError(f"{message}'explainer present --mirror' needs none.") from error

    def show(self, shown: Shown) -> None:
        """Send every screen another view."""
        frame = msgspec.json.encode(shown) + b"\n"
        if frame == self._frame or len(frame) > _LONGEST_FRAME:
            return
        self._frame = frame
        for waiting in self._screens:
            waiting.set()

    async def close(self) -> None:
        """Close every connection, and tell the screens."""
        if self._server is not None:
            self._server.close()
        for writer in self._serving:
            writer.close()
        # Cancelling a handler would print a traceback on the terminal; an end of file does not.
        ends = [ended.wait() for ended in self._serving.values()]
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*ends), _CLOSE_TIMEOUT)
        with suppress(OSError):
            self._path.unlink()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._screens) >= _MOST_SCREENS:
            writer.close()
            return
        waiting = asyncio.Event()
        waiting.set()
        self._screens[waiting] = None
        self._serving[writer] = ended = asyncio.Event()
        sending = asyncio.create_task(self._send(writer, waiting))
        try:
            async for line in reader:
                with suppress(msgspec.DecodeError):
                    self._screens[waiting] = msgspec.json.decode(line, type=Size)
                    self._sizes_changed()
        except (OSError, ValueError):
            pass  # a screen that is gone, or that sent no complete line; closed below
        finally:
            sending.cancel()
            del self._screens[waiting]
            writer.close()
            del self._serving[writer]
            ended.set()
            self._sizes_changed()

    async def _send(self, writer: asyncio.StreamWriter, waiting: asyncio.Event) -> None:
        with suppress(OSError):
            while True:
                await waiting.wait()
                waiting.clear()
                if self._frame:
                    writer.write(self._frame)
                    await writer.drain()


class Follower:
    """The end of a class's screen: receives what is shown."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: asyncio.StreamWriter | None = None
        self._size: Size | None = None

    async def follow(self) -> AsyncIterator[Shown]:
        """Yield what the newest presenter shows, until they leave; nothing if there is none."""
        found = await self._connect()
        if found is None:
            return
        reader, self._writer = found
        self._send_size()
        try:
            while line := await reader.readline():
                yield msgspec.json.decode(line, type=Shown)
        except (OSError, ValueError, msgspec.DecodeError):
            return  # a presenter that is gone, or one of another version
        finally:
            self._writer.close()
            self._writer = None

    def tell_size(self, size: Size) -> None:
        """Send the presenter the size of this screen."""
        self._size = size
        self._send_size()

    def _send_size(self) -> None:
        if self._writer is not None and self._size is not None:
            with suppress(OSError):
                self._writer.write(msgspec.json.encode(self._size) + b"\n")

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        with suppress(OSError):
            paths = [path for path in self._folder.iterdir() if path.suffix == _SUFFIX]
            for path in sorted(paths, key=_changed_at, reverse=True):
                try:
                    return await asyncio.open_unix_connection(str(path), limit=_LONGEST_FRAME)
                except ConnectionRefusedError:
                    with suppress(OSError):  # the socket of a presenter who was killed
                        path.unlink()
                except OSError:
                    continue
        return None


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
