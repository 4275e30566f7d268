"""Work for each language at once, in a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection

from publicrecord.language import Language

# Forked, so that what was made of the record need not be made again.
CONTEXT = multiprocessing.get_context("fork")


def for_each_language(work: Callable[[Language], None], languages: list[Language]) -> None:
    """Do `work` for all languages at once; raises what the first of them raised."""
    running = []
    for language in languages:
        here, there = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=_report, args=(work, language, there))
        process.start()
        there.close()
        running.append((process, here))
    failures = [_outcome(here) for _process, here in running]
    for process, _here in running:
        process.join()
    for failure in failures:
        if failure:
            raise failure


def _report(work: Callable[[Language], None], language: Language, to: Connection) -> None:
    try:
        work(language)
        to.send(None)
    except BaseException as failure:
        to.send(failure)


def _outcome(pipe: Connection) -> BaseException | None:
    try:
        failure: BaseException | None = pipe.recv()
    except EOFError:
        return RuntimeError("a process that wrote pages was killed")
    return failure
