"""YAML of settings: bounded, each key once, no references from one place to another (which can
make gigabytes of ten lines)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LARGEST = 100_000  # characters; the settings of a programme have 2,000
DEEPEST = 10  # levels


class Loader(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML has no types
    """Builds plain values only; raises YAMLError for what plain settings do not need."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """One value of the text, which is no reference and not too deep."""
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "a reference", event.start_mark)
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.composer.ComposerError(None, None, "too deep", event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping, each of whose keys occurs once."""
        keys = [key.value for key, _value in node.value]
        if len(set(map(str, keys))) < len(keys):
            raise yaml.constructor.ConstructorError(None, None, "a key twice", node.start_mark)
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found


def read_yaml(file: Path) -> Any:
    """The content of a YAML file. Raises OSError, UnicodeDecodeError or YAMLError, with the place
    of the fault, if it cannot be read."""
    with file.open(encoding="utf-8") as stream:
        text = stream.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise yaml.reader.ReaderError(str(file), LARGEST, 0, "utf-8", "too long")
    try:
        return yaml.load(text, Loader)  # noqa: S506 (builds plain values only)
    except (ValueError, KeyError, AttributeError) as error:  # a value that is not of its type
        raise yaml.constructor.ConstructorError(None, None, str(error), None) from error
