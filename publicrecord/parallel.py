"""A process for each language, which does one stage of its work after another."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import time
from collections.abc import Callable, Sequence
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
    """A process for each language, all at work at once. Each does one stage after another; what it
    finds out in one stage, such as hashes, it has in the next.

    stages: the work of each stage, in order. gate: where they wait for what is made meanwhile in
    the process that started them. Used with `with`, at whose end the processes end: one that is
    still at work does not go on after its present stage.
    """

    def __init__(self, stages: Sequence[Work], languages: Sequence[Language]) -> None:
        self._stages, self._languages, self.gate = stages, languages, Gate()
        self._running: list[tuple[ForkProcess, Connection]] = []

    def __enter__(self) -> Self:
        gc.freeze()  # a collector that looks at what is shared would copy it into each process
        for language in self._languages:
            here, there = CONTEXT.Pipe()
            closed = [here, self.gate.key, *(pipe for _process, pipe in self._running)]
            process = CONTEXT.Process(
                target=_work, args=(self._stages, language, there, closed), daemon=True
            )
            process.start()
            there.close()
            self._running.append((process, here))
        return self

    def __exit__(self, *_raised: object) -> None:
        self.gate.open()
        for _process, pipe in self._running:
            pipe.close()  # so that no process can tell the outcome of its stage, and each ends
        for process, _pipe in self._running:
            process.join()

    def finish_stage(self) -> float:
        """Wait for the end of the next stage. Returns the processor seconds of all languages;
        raises what the first language raised.

        Raises UsageError if the system stopped a process.
        """
        outcomes = [_outcome(process, pipe) for process, pipe in self._running]
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return sum(outcome for outcome in outcomes if isinstance(outcome, float))


def _work(
    stages: Sequence[Work], language: Language, pipe: Connection, closed: list[Connection]
) -> None:
    """The work of a child process: run the stages and send the outcome of each. closed: the
    parent's ends of pipes, which the child closes so that it notices when the parent is gone."""
    for other in closed:
        other.close()
    with suppress(OSError):  # nobody waits for the outcome any more
        for stage in stages:
            before = time.process_time()
            try:
                stage(language)
            except BaseException as failure:
                pipe.send(failure)
                break  # what follows would need what failed
            pipe.send(time.process_time() - before)


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
