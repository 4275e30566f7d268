"""Work for each language at once, in a process of its own."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess

from publicrecord.findings import UsageError
from publicrecord.language import N_, Language

# Forked, so that what was made of the record need not be made again.
CONTEXT = multiprocessing.get_context("fork")


def for_each_language(work: Callable[[Language], None], languages: list[Language]) -> None:
    """Do `work` for all languages at once; raises what the first of them raised.

    Raises UsageError if the system stopped a process.
    """
    running = []
    for language in languages:
        here, there = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=_report, args=(work, language, there))
        process.start()
        there.close()
        running.append((process, here))
    failures = [_outcome(process, here) for process, here in running]
    for failure in failures:
        if failure:
            raise failure


def _report(work: Callable[[Language], None], language: Language, to: Connection) -> None:
    try:
        work(language)
        to.send(None)
    except BaseException as failure:
        to.send(failure)


def _outcome(process: ForkProcess, pipe: Connection) -> BaseException | None:
    """What a process raised, once it has ended."""
    try:
        failure: BaseException | None = pipe.recv()
    except EOFError:
        process.join()
        if process.exitcode == -signal.SIGKILL:
            return UsageError(
                N_(
                    "The system stopped a process of the build, probably because memory ran out. "
                    "Close other programs, then build again."
                )
            )
        return RuntimeError(f"a process that wrote pages ended with exit code {process.exitcode}")
    process.join()
    return failure
