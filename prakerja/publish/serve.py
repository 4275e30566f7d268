"""A preview on this machine that builds again when something changes."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from prakerja.findings import Unready
from prakerja.language import N_
from prakerja.progress import Progress

ADDRESS = ("127.0.0.1", 8000)
WATCHED = ("data", "site_src", "prakerja", "mkdocs.yml", "build.py")


def serve(root: Path, progress: Progress) -> None:
    """Show the public folder and run build.py on each change, until interrupted."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(root / "site"))
    try:
        server = ThreadingHTTPServer(ADDRESS, handler)
    except OSError as busy:
        raise Unready(N_("Port 8000 is taken. Stop the other program, then try again.")) from busy
    threading.Thread(target=server.serve_forever, daemon=True).start()
    progress.say(f"http://{ADDRESS[0]}:{ADDRESS[1]}/")
    seen = _newest(root)
    try:
        while True:
            time.sleep(1)
            newest = _newest(root)
            if newest > seen:
                seen = newest
                # A process of its own, so that changed code is read anew.
                subprocess.run([sys.executable, str(root / "build.py")], check=False)
    except KeyboardInterrupt:
        server.shutdown()


def _newest(root: Path) -> float:
    """When something watched was last changed."""
    files = (
        path
        for name in WATCHED
        for path in ([root / name] if (root / name).is_file() else (root / name).rglob("*"))
    )
    return max(path.stat().st_mtime for path in files if "__pycache__" not in path.parts)
