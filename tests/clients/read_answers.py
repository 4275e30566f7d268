"""Read every answer of the API with the client that openapi-python-client generated.

Run: python read_answers.py CLIENT API. Prints how many answers were read; an answer that does not
come back as it is, or has a field without a name in the client, is an error.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

FREE = {"CountedPlace", "JsonStatRole", "JsonStatDimension"}  # what is named by codes and periods


def nameless(model: object) -> list[str]:
    """The fields of a model, and of those in it, that its class does not name."""
    if isinstance(model, list):
        return [name for item in model for name in nameless(item)]
    if not hasattr(model, "__attrs_attrs__"):
        return []
    extra = getattr(model, "additional_properties", {})
    found = [] if type(model).__name__ in FREE else list(extra)
    return found + [n for a in model.__attrs_attrs__ for n in nameless(getattr(model, a.name))]


def main(client: Path, api: Path) -> None:
    """Read all answers."""
    sys.path.insert(0, str(client.parent))
    models = __import__(client.name, fromlist=["models"]).models
    read = 0
    for path, item in json.loads((api / "openapi.json").read_text())["paths"].items():
        form = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)))
        (content,) = item["get"]["responses"]["200"]["content"].values()
        model = getattr(models, content["schema"]["$ref"].rpartition("/")[2])
        for file in api.rglob("*.*json"):
            if form.fullmatch(f"/{file.relative_to(api).as_posix()}"):
                answer = json.loads(file.read_text())
                parsed = model.from_dict(answer)
                assert parsed.to_dict() == answer, file
                assert not nameless(parsed), (file, nameless(parsed))
                read += 1
    print(read)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
