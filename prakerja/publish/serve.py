"""A preview on this machine that builds again when something changes."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from prakerja.findings import Unready
from prakerja.language import N_
from prakerja.progress import Progress

ADDRESS = ("127.0.0.1", 8000)
WATCHED = ("data", "site_src", "prakerja", "mkdocs.yml", "build.py")


def take_port(root: Path) -> ThreadingHTTPServer:
    """The server of the public folder, which does not answer yet; raises Unready if it cannot."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(root / "site"))
    try:
        return ThreadingHTTPServer(ADDRESS, handler)
    except OSError as busy:
        raise Unready(N_("Port 8000 is taken. Stop the other program, then try again.")) from busy


def serve(server: ThreadingHTTPServer, root: Path, progress: Progress) -> None:
    """Show the public folder and run build.py on each change, until interrupted."""
    seen = _snapshot(root)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    progress.say(f"http://{ADDRESS[0]}:{ADDRESS[1]}/")
    try:
        while True:
            time.sleep(1)
            now = _snapshot(root)
            if now != seen:
                seen = now
                # A process of its own, so that changed code is read anew.
                subprocess.run([sys.executable, str(root / "build.py")], check=False)
    except KeyboardInterrupt:
        server.shutdown()


def _snapshot(root: Path) -> dict[Path, float]:
    """When each watched file was last changed; a file that is just vanishing is left out."""
    times = {}
    for name in WATCHED:
        for path in [root / name] if (root / name).is_file() else (root / name).rglob("*"):
            if "__pycache__" not in path.parts:
                with suppress(FileNotFoundError):
                    times[path] = path.stat().st_mtime
    return times
