"""Run a command of build.py and kill it, as `kill -9` would, before it changes a file for the
n-th time.

Run in the folder of a project: killed.py N COMMAND...; with N = 0 it runs to its end and then
prints how often it changed a file of this folder.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
from pathlib import Path

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "shutil.rmtree"}


class Killer:
    """Counts the changes of files below `root`, and ends the process before change `last`."""

    def __init__(self, root: Path, last: int) -> None:
        self.root, self.last, self.count = f"{root}{os.sep}", last, 0

    def __call__(self, event: str, words: tuple) -> None:
        """An audit hook of Python: what happens, and to which file."""
        written = event == "open" and isinstance(words[2], int) and words[2] & (
            os.O_WRONLY | os.O_RDWR | os.O_CREAT
        )  # fmt: skip
        if (written or event in CHANGES) and self._is_ours(words[0]):
            self.count += 1
            if self.count == self.last:
                os.kill(os.getpid(), signal.SIGKILL)

    def _is_ours(self, path: object) -> bool:
        if not isinstance(path, (str, os.PathLike)):
            return False
        name = os.path.abspath(os.fspath(path))
        return name.startswith(self.root) and "__pycache__" not in name


def main() -> None:
    last, *words = sys.argv[1:]
    root, owner = Path.cwd(), os.getpid()
    killer = Killer(root, int(last))

    def hook(event: str, words: tuple) -> None:
        if os.getpid() == owner:  # processes that the command starts die with it, or end
            killer(event, words)

    sys.addaudithook(hook)
    sys.argv = ["build.py", *words]
    sys.path.insert(0, str(root))
    try:
        runpy.run_path("build.py", run_name="__main__")
    finally:
        print(f"changes: {killer.count}")


if __name__ == "__main__":
    main()
