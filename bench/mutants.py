"""Mutation testing of the check and choice modules: how many small faults the tests notice.

Run: .venv/bin/python bench/mutants.py [SAMPLE] [SEED]; prints the survivors and a score a module.

The tests of the mistakes take a minute of processor, so a general runner (mutmut, cosmic-ray)
would need half a day for some 700 mutants. This one runs each mutant in a fork of one process that
has read the record and every mistake of tests/hostile/mistakes.py, and asks of it what
tests/hostile/test_refused.py asks: nothing is found in the sound record, and of each mistake
exactly what its golden text says. A mutant that passes is given to the tests of tests/record too.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "hostile")]

import pytest  # noqa: E402
from mistakes import SPOILT  # noqa: E402
from test_refused import golden_texts  # noqa: E402

from prakerja import findings  # noqa: E402
from prakerja.findings import Refused  # noqa: E402
from prakerja.language import site_languages  # noqa: E402
from prakerja.record import claims as choice  # noqa: E402
from prakerja.record import rules  # noqa: E402
from prakerja.record.package import Record, read_record  # noqa: E402

MODULES = [
    *(f"prakerja.record.rules.{name}" for name in ("values", "times", "links", "places", "sums")),
    "prakerja.record.claims", "prakerja.record.arithmetic", "prakerja.record.sums",
]  # fmt: skip
TESTS = ["tests/record/test_claims.py", "tests/record/test_published_totals.py"]
PATIENCE = 180  # seconds; a mutant that loops is noticed
SWAPS = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


def faults(node: ast.AST) -> Iterator[ast.AST]:
    """A node with one small fault, in each way that we know."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        yield ast.Compare(node.left, [SWAPS[type(node.ops[0])](), *node.ops[1:]], node.comparators)
    elif isinstance(node, (ast.BoolOp, ast.BinOp)) and type(node.op) in SWAPS:
        changed = ast.BoolOp if isinstance(node, ast.BoolOp) else ast.BinOp
        yield changed(**{**dict(ast.iter_fields(node)), "op": SWAPS[type(node.op)]()})
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, (int, float)):
            yield ast.Constant(node.value + 1)
        elif isinstance(node.value, str):
            yield ast.Constant(f"XX{node.value}XX")
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Return) and node.value is not None:
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Assign):
        yield ast.Assign(node.targets, ast.Constant(None))
    elif isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.YieldFrom)):
        yield ast.Pass()


class Mutator(ast.NodeTransformer):
    """Puts the fault of this number in; counts the faults there are."""

    def __init__(self, number: int) -> None:
        self.number, self.count, self.where = number, 0, ""

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body[0:1] = [] if isinstance(node, ast.Module) else [ast.Pass()]  # a docstring
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for argument in node.args.args:
                argument.annotation = None
        if isinstance(node, ast.JoinedStr):
            return node
        for changed in faults(node):
            if self.count == self.number:
                changed = ast.copy_location(changed, node)
                before, after = ast.unparse(node), ast.unparse(changed)
                self.where = f"{getattr(node, 'lineno', '')}: {before} -> {after}"
                self.count += 1
                return changed
            self.count += 1
        return self.generic_visit(node)


def mutated(source: str, number: int) -> tuple[ast.Module, str, int]:
    """The module with a fault; what it is; how many faults were counted."""
    mutator = Mutator(number)
    tree = ast.fix_missing_locations(mutator.visit(ast.parse(source)))
    return tree, mutator.where, mutator.count


def records() -> dict[str, Record]:
    """Each mistake that the schema lets through to the rules, read once."""
    found = {}
    for name, (spoil, *_rest) in SPOILT.items():
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(ROOT / "data", Path(folder) / "data")
            spoil(Path(folder))
            with contextlib.suppress(Refused):
                found[name] = read_record(Path(folder) / "data")
    return found


def said(record: Record) -> str:
    """What the rules say of a record, as a maintainer reads it."""
    all_claims, dates = choice.figure_claims(record), choice.date_claims(record)
    refused = Refused(rules.find_all(record, all_claims, dates))
    return findings.report(refused.findings, site_languages())


def put_in(name: str, tree: ast.Module) -> None:
    """Run the mutant in place of its module, also where others have taken names from it."""
    module = sys.modules[name]
    old = dict(vars(module))
    findings.RULES.clear()
    exec(compile(tree, f"{name} (mutant)", "exec"), vars(module))
    for other in list(sys.modules.values()):
        if getattr(other, "__name__", "").startswith("prakerja"):
            for key, value in list(vars(other).items()):
                if key in old and value is old[key] and not key.startswith("__"):
                    setattr(other, key, vars(module)[key])


def noticed(name: str, tree: ast.Module, sound: Record, spoilt: dict[str, Record]) -> bool:
    """Whether a mutant fails a test, in this process, which is thrown away after it."""
    try:
        put_in(name, tree)
        if said(sound):
            return True
        if any(said(record) != GOLDEN[mistake] for mistake, record in spoilt.items()):
            return True
    except Exception:  # a mutant that ends in any error is noticed as much as one that is told
        return True
    with contextlib.redirect_stdout(io.StringIO()):
        return pytest.main(["-q", "-x", "-n", "0", *TESTS]) != 0


def survives(name: str, tree: ast.Module, sound: Record, spoilt: dict[str, Record]) -> bool:
    """Whether no test notices the mutant, tried in a process of its own."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        signal.alarm(PATIENCE)
        code = 1
        with contextlib.suppress(BaseException):
            code = 0 if noticed(name, tree, sound, spoilt) else 3
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3


GOLDEN = golden_texts()


def main() -> None:
    sample = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
    os.chdir(ROOT)
    sound, spoilt = read_record(ROOT / "data"), records()
    # What other stages say of a mistake, such as a page that cites it, is no matter of the rules.
    spoilt = {name: record for name, record in spoilt.items() if said(record) == GOLDEN[name]}
    print(f"{len(spoilt)} mistakes that rules tell")
    sources = {name: Path(importlib.import_module(name).__file__).read_text() for name in MODULES}
    mutants = [
        (name, number)
        for name, source in sources.items()
        for number in range(mutated(source, -1)[2])
    ]
    every = Counter(name for name, _number in mutants)
    if sample:
        mutants = sorted(chance.sample(mutants, min(sample, len(mutants))))
    for name in MODULES:  # or what is noticed would be the runner, not the fault
        assert survives(name, mutated(sources[name], -1)[0], sound, spoilt), name
    killed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    began = time.monotonic()
    for name, number in mutants:
        tree, where, _count = mutated(sources[name], number)
        tried[name] += 1
        if survives(name, tree, sound, spoilt):
            print(f"survived: {re.sub('^prakerja.', '', name)}:{where[:150]}", flush=True)
        else:
            killed[name] += 1
    for name in MODULES:
        if tried[name]:
            print(f"{name}: {killed[name]} of {tried[name]} killed, of {every[name]} there are")
    whole = sum(tried.values())
    share = 100 * sum(killed.values()) / whole
    print(f"{sum(killed.values())} of {whole}: {share:.1f} %, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
