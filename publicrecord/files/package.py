"""The published data package: the descriptor with the bytes and the hash of each file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def published_descriptor(descriptor: dict[str, Any], folder: Path) -> bytes:
    """The descriptor as published, of the files in `folder`."""
    resources = []
    for resource in descriptor["resources"]:
        content = (folder / resource["path"]).read_bytes()
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        resources.append(resource | {"bytes": len(content), "hash": digest})
    whole = descriptor | {"resources": resources}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def checksums(folder: Path) -> str:
    """One line a file below `folder`, as `sha256sum -c` reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files
    )
