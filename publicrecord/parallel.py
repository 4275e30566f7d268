"""A process for each language, which does its work of one stage after another."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Self

from publicrecord.findings import UsageError
from publicrecord.language import N_, Language

# Forked, so that what was made of the record need not be made again.
CONTEXT = multiprocessing.get_context("fork")
Work = Callable[[Language], None]


class Gate:
    """Holds the processes of the languages until the process that started them opens it or ends."""

    def __init__(self) -> None:
        self._inside, self.key = CONTEXT.Pipe(duplex=False)

    def open(self) -> None:
        """Let the processes go on; later ones do not wait."""
        self.key.close()

    def wait(self) -> None:
        """Wait until it is open; the process that started the others does not wait."""
        if self.key.closed:
            self._inside.poll(None)


class LanguageProcesses:
    """A process for each language, all at work at once. What a process finds out in one stage, such
    as hashes, it has in the next.

    stages: the work of each stage by its name. gate: where they wait for what is made meanwhile in
    the process that started them. Used with `with`, at whose end the processes end.
    """

    def __init__(self, stages: Mapping[str, Work], languages: Sequence[Language]) -> None:
        self._stages, self._languages, self.gate = stages, languages, Gate()
        self._running: list[tuple[ForkProcess, Connection]] = []

    def __enter__(self) -> Self:
        gc.freeze()  # a collector that looks at what is shared would copy it into each process
        for language in self._languages:
            here, there = CONTEXT.Pipe()
            closed = [here, self.gate.key, *(pipe for _process, pipe in self._running)]
            process = CONTEXT.Process(
                target=_serve, args=(self._stages, language, there, closed), daemon=True
            )
            process.start()
            there.close()
            self._running.append((process, here))
        return self

    def __exit__(self, *_raised: object) -> None:
        self.gate.open()
        for process, pipe in self._running:
            pipe.close()  # which a process takes for the end
            process.join()

    def begin(self, stage: str) -> None:
        """Begin the work of a stage for all languages, which goes on beside what follows; after
        that of a stage that was begun before."""
        for _process, pipe in self._running:
            with suppress(OSError):  # a process that has ended: its outcome says so
                pipe.send(stage)

    def end(self) -> float:
        """Wait for the end of the first stage that was begun. Returns the processor seconds of all
        languages; raises what the first language raised.

        Raises UsageError if the system stopped a process.
        """
        outcomes = [_outcome(process, pipe) for process, pipe in self._running]
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return sum(outcome for outcome in outcomes if isinstance(outcome, float))


def _serve(
    stages: Mapping[str, Work], language: Language, pipe: Connection, closed: list[Connection]
) -> None:
    """What a process does: the stages it is asked for. closed: the ends of pipes that belong to the
    process that started it; while they are open, nobody sees that it is gone."""
    for other in closed:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            stage, before = pipe.recv(), time.process_time()
            try:
                stages[stage](language)
                pipe.send(time.process_time() - before)
            except BaseException as failure:
                pipe.send(failure)
                break  # what follows would need what failed


def _outcome(process: ForkProcess, pipe: Connection) -> float | BaseException:
    """The processor seconds of a process in a stage, or what it raised."""
    try:
        outcome: float | BaseException = pipe.recv()
    except (EOFError, OSError):
        process.join()
        if process.exitcode == -signal.SIGKILL:
            return UsageError(
                N_(
                    "The system stopped a process of the build, probably because memory ran out. "
                    "Close other programs, then build again."
                )
            )
        return RuntimeError(f"a process that wrote pages ended with exit code {process.exitcode}")
    return outcome
