"""Run a command of build.py and kill it, as `kill -9` would, before it changes a file for the
n-th time.

Run in the folder of a project, as the first process of a group: killed.py N COMMAND...; with N = 0
it runs to its end and then prints the number of changes of files in this folder, and which of them
moved the last file to its place outside build/ and .site/. The changes made by the processes that
it starts count too, and they are killed with it.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
import sys
from pathlib import Path

OURS = (".site", "build")  # folders that nobody reads but the next command
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "shutil.rmtree"}


class Killer:
    """Counts the changes of files below `root`, and kills the group of processes before change
    `last`. `count` is shared by the processes that are forked from this one."""

    def __init__(self, root: Path, last: int) -> None:
        self.root, self.last = f"{root}{os.sep}", last
        self.count = multiprocessing.Value("l", 0)
        self.placed = 0  # the last change that moved a file to its place

    def __call__(self, event: str, words: tuple) -> None:
        """An audit hook of Python: what happens, and to which file."""
        written = event == "open" and isinstance(words[2], int) and words[2] & (
            os.O_WRONLY | os.O_RDWR | os.O_CREAT
        )  # fmt: skip
        if (written or event in CHANGES) and self._is_ours(words[0]):
            with self.count:
                self.count.value += 1
                if self.count.value == self.last:
                    os.killpg(0, signal.SIGKILL)
            if event == "os.rename" and self._is_place(words[1]):
                self.placed = self.count.value

    def _is_place(self, path: object) -> bool:
        inside = os.path.abspath(os.fsdecode(path)).removeprefix(self.root)
        return self._is_ours(path) and inside.split(os.sep)[0] not in OURS

    def _is_ours(self, path: object) -> bool:
        if not isinstance(path, (str, os.PathLike)):
            return False
        name = os.path.abspath(os.fspath(path))
        return name.startswith(self.root) and "__pycache__" not in name


def main() -> None:
    last, *words = sys.argv[1:]
    root = Path.cwd()
    killer = Killer(root, int(last))
    sys.addaudithook(killer)
    sys.argv = ["build.py", *words]
    sys.path.insert(0, str(root))
    try:
        runpy.run_path("build.py", run_name="__main__")
    finally:
        print(f"changes: {killer.count.value}, the last placed: {killer.placed}")


if __name__ == "__main__":
    main()
