"""A preview on this machine that builds again when something changes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from publicrecord.checkout import made_from
from publicrecord.findings import UsageError
from publicrecord.language import N_
from publicrecord.progress import Progress

ADDRESS = ("127.0.0.1", 8000)
HOSTS = {f"{name}:{ADDRESS[1]}" for name in (ADDRESS[0], "localhost")}
LOOKS = {"opened", "closed_no_write"}
PAUSE = 0.3  # seconds; an editor writes a file in several steps


def take_port(root: Path) -> ThreadingHTTPServer:
    """The server of the public folder, not yet answering; raises UsageError if it cannot."""
    handler = partial(_Local, directory=str(root / "site"))
    try:
        return ThreadingHTTPServer(ADDRESS, handler)
    except OSError as busy:
        raise UsageError(
            N_("Port 8000 is already in use by another program. Stop that program, then try again.")
        ) from busy


def serve(server: ThreadingHTTPServer, root: Path, progress: Progress) -> None:
    """Show the public folder and run build.py on each change, until interrupted."""
    changes = _Watcher(root)
    observer = Observer()
    observer.schedule(changes, str(root))
    for name in made_from(root):
        if (root / name).is_dir():
            observer.schedule(changes, str(root / name), recursive=True)
    observer.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    progress.say(f"http://{ADDRESS[0]}:{ADDRESS[1]}/")
    try:
        while True:
            changes.wait()
            # A process of its own, so that changed code is read anew.
            subprocess.run([sys.executable, str(root / "build.py")], check=False)
    except KeyboardInterrupt:
        observer.stop()
        server.shutdown()


class _Local(SimpleHTTPRequestHandler):
    """Answers under the names of this machine only: a page on the web could give its own name to
    this address, and read what is not published yet."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        if self.headers.get("Host") in HOSTS:
            return super().send_head()
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        return None


class _Watcher(FileSystemEventHandler):
    """Waits for a change of a file that the site is made from."""

    def __init__(self, root: Path) -> None:
        self._root, self._files = root, {*made_from(root)}
        self._happened = threading.Event()

    def wait(self) -> None:
        """Return when something has changed, and a moment has passed for the rest of it."""
        self._happened.wait()
        time.sleep(PAUSE)
        self._happened.clear()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note the event, if it is a change and not a look at a file."""
        path = Path(os.fsdecode(event.src_path))
        if event.is_directory or event.event_type in LOOKS or "__pycache__" in path.parts:
            return
        if path.parent != self._root or path.name in self._files:
            self._happened.set()
