"""Helpers: the hosts that are measured, and the processor time and memory that they use.

Both are those of a process and all processes below it, as /proc says.
"""

from __future__ import annotations

import getpass
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.bench.place import Place, explainer
from tests.e2e.terminal import EXPLAINER, Home

ONE_LINE = [sys.executable, "-m", "tests.bench.hosted_one_line"]
"""The command of the yardstick's host."""

SSHD = shutil.which("sshd", path=f"/usr/sbin:{os.environ.get('PATH', '')}")
SSH = shutil.which("ssh")

LIMITS = (
    "--connections", "4000", "--connections-per-address", "4000", "--new-per-second", "10000",
    "--handshakes", "1000", "--drain-seconds", "0.1",
)  # fmt: skip
"""Limits that do not hold up measurements, whose visitors all come from one address."""

_ROOT = Path(__file__).parents[2]
_START = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


# --- what processes use -------------------------------------------------------------------------


def processes_below(pid: int) -> list[int]:
    """Return a process and all that it started, directly or not."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, ValueError):
                parents.setdefault(int(_stat(int(entry.name))[1]), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found.extend(parents.get(one, ()))
    return found


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat from the state on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process and all below it, ended ones included.

    The scheduler counts nanoseconds; only those of ended processes are given in ticks.
    """
    total = 0.0
    for one in processes_below(pid):
        with suppress(OSError, ValueError, IndexError):
            for thread in Path(f"/proc/{one}/task").iterdir():
                total += int((thread / "schedstat").read_text().split()[0]) / 1e9
            waited = _stat(one)[13:15]
            total += sum(map(int, waited)) / _TICKS
    return total


def own_megabytes(pid: int) -> float:
    """Return the memory of a process and all below it that they share with nobody (USS)."""
    return sum(_rolled_up(one, "Private_") for one in processes_below(pid)) / 1000


def resident_megabytes(pid: int) -> float:
    """Return the resident memory of a process and all below it."""
    return sum(_rolled_up(one, "Rss:") for one in processes_below(pid)) / 1000


def _rolled_up(pid: int, start: str) -> int:
    """Return the kilobytes of one kind of memory."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(start))


def open_descriptors(pid: int) -> int:
    """Return the number of files, sockets and pipes that a process and all below it have open."""
    total = 0
    for one in processes_below(pid):
        with suppress(OSError):
            total += len(list(Path(f"/proc/{one}/fd").iterdir()))
    return total


# --- hosts --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Host:
    """A host that listens on loopback."""

    name: str
    """Name of the host in tables."""
    pid: int
    """Id of its topmost process."""
    port: int
    """Port on which it listens; 0 if every visitor starts a process on a terminal instead."""
    log: Path
    """File of its standard error."""
    environment: Mapping[str, str]
    """Its environment."""
    user: str = "someone"
    """User name of visitors."""
    key: str = ""
    """File of the key to log in with; empty where none is needed."""
    runs: Sequence[str] = ()
    """Command that a visitor starts, where there is no port."""
    tells: bool = False
    """True if it answers `--status`."""

    def processor(self) -> float:
        """Return the processor time so far, in seconds."""
        return processor_seconds(self.pid)

    def memory(self) -> float:
        """Return the megabytes that it shares with nobody."""
        return own_megabytes(self.pid)

    def status(self) -> dict[str, object]:
        """Return its figures, as `--status` prints them."""
        done = subprocess.run(
            explainer("serve", "--port", str(self.port), "--status", "--log-format", "json"),
            env=dict(self.environment),
            stdout=subprocess.PIPE,
            check=True,
        )
        figures: dict[str, object] = json.loads(done.stdout)
        return figures

    def longest_pause(self) -> float:
        """Return the seconds of the longest garbage collection; 0 if there was none."""
        pauses = self.status()["pause_ms"]
        assert isinstance(pauses, list)
        return pauses[-1] / 1000 if pauses else 0.0

    def client(self, *command: str) -> list[str]:
        """Return the command of OpenSSH's client."""
        options = {
            "UserKnownHostsFile": "/dev/null",
            "StrictHostKeyChecking": "no",
            "IdentitiesOnly": "yes",
            "IdentityFile": self.key or "none",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
            "EscapeChar": "none",
        }
        words = [str(SSH), "-F", "/dev/null", "-t", "-p", str(self.port)]
        for name, value in options.items():
            words += ["-o", f"{name}={value}"]
        return [*words, f"{self.user}@127.0.0.1", *command]


@contextmanager
def serving(
    place: Place, name: str, workers: int = 0, program: Sequence[str] = (EXPLAINER,)
) -> Iterator[Host]:
    """Run a host of this program, in a fresh home."""
    home = place.fresh_home(name.replace(" ", "-"))
    environment = place.environment(home)
    log = home.folder / "log"
    words = [*program, "serve", "--port", "0", "--workers", str(workers), *LIMITS]
    with log.open("wb") as errors:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment,
            cwd=_ROOT,
        )
    try:
        port = _port_of(process, log)
        yield Host(name, process.pid, port, log, environment, tells=True)
    finally:
        _end(process)


def _port_of(process: subprocess.Popen[bytes], log: Path) -> int:
    """Wait for the port that a host says it listens on."""
    end = monotonic() + _START
    while monotonic() < end and process.poll() is None:
        if found := re.search(r"listening port=(\d+)", log.read_text(errors="replace")):
            return int(found[1])
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
    raise RuntimeError(f"the host does not listen:\n{log.read_text(errors='replace')}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a host as its operator would, or by force where that takes too long."""
    below = processes_below(process.pid)
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        for one in below:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        process.wait()


# --- a process a visitor ------------------------------------------------------------------------


@contextmanager
def process_each(place: Place) -> Iterator[Host]:
    """Run an sshd that starts `explainer --kiosk` for every visitor: hosting without `serve`.

    Without an sshd, visitors start it on a terminal of this machine; what this process uses is then
    counted with the rest.
    """
    if not (SSHD and shutil.which("ssh-keygen")):
        home = place.home("kiosk")
        kiosk = explainer("--kiosk")
        yield Host(
            "a process each", os.getpid(), 0, Path(os.devnull), place.environment(home), runs=kiosk
        )
        return
    folder = place.folder / "sshd"
    folder.mkdir(mode=0o700, exist_ok=True)
    for name in ("host_key", "client_key"):
        if not (folder / name).exists():
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)],
                check=True,
            )
    shutil.copy(folder / "client_key.pub", folder / "authorized_keys")
    if os.getuid() == 0:
        # Privilege separation, which Debian's unit makes at boot.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = place.environment(place.home("kiosk"))
    _write_sshd_config(folder, port, environment)
    log = folder / "log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [str(SSHD), "-D", "-e", "-f", str(folder / "config")],
            stderr=errors,
            stdin=subprocess.DEVNULL,
        )
    try:
        _wait_until_it_listens(process, port, log)
        key = str(folder / "client_key")
        yield Host("a process each", process.pid, port, log, environment, getpass.getuser(), key)
    finally:
        _end(process)


def _write_sshd_config(folder: Path, port: int, environment: Mapping[str, str]) -> None:
    variables = " ".join(
        f"{name}={value}"
        for name, value in environment.items()
        if name.startswith(("HOME", "XDG", "LANG", "COLORTERM", "PYTHONPYCACHE"))
    )
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host_key\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n"
        f"ForceCommand {EXPLAINER} --kiosk\nPermitTTY yes\nDisableForwarding yes\n"
        f"PermitUserRC no\nPrintMotd no\nPrintLastLog no\nMaxStartups 200\nSetEnv {variables}\n",
        encoding="utf-8",
    )


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = monotonic() + 10
    while monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise RuntimeError(f"sshd does not listen:\n{log.read_text(errors='replace')}")


def client_home(place: Place) -> Home:
    """Return the home folder of OpenSSH's client."""
    return place.home("client")
