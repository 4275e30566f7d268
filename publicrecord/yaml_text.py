"""YAML of settings: bounded, each key once and a text as it is written (`yes`, not true), no
references from one place to another (which can make gigabytes of ten lines)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LARGEST = 100_000  # characters; the settings of a programme have 2,000
DEEPEST = 10  # levels
A_REFERENCE, TOO_DEEP, TOO_LONG = "a reference", "too deep", "too long"
A_KEY_TWICE, A_KEY_OF_KEYS = "a key twice", "a key that is no text"


# PyYAML has no types.
class Plain(yaml.composer.Composer, yaml.constructor.SafeConstructor):  # type: ignore[misc]
    """Of a loader: builds plain values only; raises YAMLError for what plain settings do not
    need."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """One value of the text, which is no reference and not too deep."""
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, A_REFERENCE, event.start_mark)
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.composer.ComposerError(None, None, TOO_DEEP, event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """A mapping, each of whose keys occurs once."""
        for number, (key, _value) in enumerate(node.value):
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, A_KEY_OF_KEYS, key.start_mark)
            if key.value in {before.value for before, _value in node.value[:number]}:
                raise yaml.constructor.ConstructorError(None, None, A_KEY_TWICE, key.start_mark)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


class Loader(Plain, yaml.SafeLoader):  # type: ignore[misc]
    """Reads in Python, and says what is wrong in the words of our errors."""


class FastLoader(Plain, yaml.cyaml.CParser, yaml.resolver.Resolver):  # type: ignore[misc]
    """The same by libyaml, in a tenth of the time; it says less of what is wrong."""

    def __init__(self, text: str) -> None:
        yaml.cyaml.CParser.__init__(self, text)
        yaml.composer.Composer.__init__(self)
        yaml.constructor.SafeConstructor.__init__(self)
        yaml.resolver.Resolver.__init__(self)


def read_yaml(file: Path) -> Any:
    """The content of a YAML file. Raises OSError, UnicodeDecodeError or YAMLError, with the place
    of the fault, if it cannot be read."""
    with file.open(encoding="utf-8") as stream:
        text = stream.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise yaml.reader.ReaderError(str(file), LARGEST, 0, "utf-8", TOO_LONG)
    try:
        return _loaded(text, FastLoader)
    except yaml.YAMLError:
        return _loaded(text, Loader)


def _loaded(text: str, loader: Any) -> Any:
    try:
        return yaml.load(text, loader)  # noqa: S506 (builds plain values only)
    except (ValueError, KeyError, AttributeError) as error:  # a value that is not of its type
        raise yaml.constructor.ConstructorError(None, None, str(error), None) from error
