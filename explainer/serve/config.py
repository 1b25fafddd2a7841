"""The configuration of a host, as one record that is passed to workers whole."""

from __future__ import annotations

from socket import gethostname

import msgspec

from explainer.serve.limits import Limits

_EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - compared, and listened on when asked for


class Config(msgspec.Struct, frozen=True):
    """The options of `explainer serve`."""

    decks: tuple[str, ...]
    """Folders and files of the decks."""
    data: str
    """Folder of the host key and of visitors' records."""
    cache: str
    """Folder of kept forms of decks."""
    address: str = "127.0.0.1"
    """Address to listen on."""
    port: int = 2222
    """Port to listen on; 0 for any."""
    public_name: str = ""
    """Host name that visitors type; empty for the address."""
    users: str = ""
    """The users' file; empty for none."""
    anonymous: bool = True
    """True if visitors may log in without being in the users' file."""
    workers: int = 0
    """Number of worker processes that run the sessions; 0 to run them in this process."""
    reads: bool = True
    """True if visitors read the decks by themselves; false for a host of one lesson."""
    lessons: str = ""
    """Folder of the lessons that users who teach may hold; empty for none."""
    presenter_keys: str = ""
    """File of public keys whose owners may open a console of a lesson; empty for none."""
    lobby: bool = False
    """True to show a loop of the decks until somebody presses a key."""
    watch: bool = False
    """True to load decks again when one of their files changes."""
    drain_seconds: float = 3.0
    """Seconds between the announcement that the host closes and the end of sessions."""
    json_log: bool = False
    """True for a log of JSON lines."""
    limits: Limits = Limits()
    """The limits for all visitors and for each."""

    @property
    def visible_name(self) -> str:
        """The host name that visitors type."""
        if self.public_name:
            return self.public_name
        return gethostname() if self.address in _EVERY_ADDRESS else self.address

    def ssh_command(self, login_name: str, place: str) -> str:
        """Return the command that leads to a place; `login_name` is empty where any name does."""
        port = "" if self.port == 22 else f" -p {self.port}"
        at = f"{login_name}@" if login_name else ""
        return f"ssh -t{port} {at}{self.visible_name} {place}"
