"""What a host is told to do; one record, so that workers can be given it whole."""

from __future__ import annotations

from socket import gethostname

import msgspec

from explainer.serve.limits import Limits

_EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - compared, and listened on when asked for


class Config(msgspec.Struct, frozen=True):
    """Everything that the command line says."""

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
    """Name that visitors type; empty for the address."""
    users: str = ""
    """The users' file; empty for none."""
    anonymous: bool = True
    """Whether strangers may come in."""
    workers: int = 0
    """Processes that hold sessions; 0 for this one."""
    lobby: bool = False
    """Whether a loop of what there is runs until somebody presses a key."""
    watch: bool = False
    """Whether decks are opened anew when a file of theirs changes."""
    drain_seconds: float = 3.0
    """Seconds from the goodbye to the end of a session."""
    json_log: bool = False
    """Whether the log is JSON."""
    limits: Limits = Limits()
    """What is given at most."""

    @property
    def visible_name(self) -> str:
        """What visitors call this host."""
        if self.public_name:
            return self.public_name
        return gethostname() if self.address in _EVERY_ADDRESS else self.address
