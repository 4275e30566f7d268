"""Browse a database with Datasette as a reader would: open each table, follow what its foreign keys
link to, and from there go back to the rows that point to it.

Run: python browse_tables.py DATABASE. Prints as JSON the tables to which the first rows of each
table link. A link that does not open is an error.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys

from datasette.app import Datasette


async def opened(app: Datasette, path: str) -> str:
    """The page at a path."""
    answer = await app.client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    text: str = answer.text
    return text


async def main(file: str) -> None:
    """Browse all tables."""
    app = Datasette([file])
    await app.invoke_startup()
    (name,) = [base for base in app.databases if not base.startswith("_")]
    listed = json.loads(await opened(app, f"/{name}.json"))
    found = {}
    for table in [entry["name"] for entry in listed["tables"]]:
        page = await opened(app, f"/{name}/{table}?_size=5")
        links = sorted({*re.findall(rf'href="(/{name}/(\w+)/[^"?]+)"', page)})
        found[table] = sorted({target for _path, target in links} - {table})
        for path, target in links[:6]:
            row = await opened(app, path)
            if target != table:
                assert "Links from other tables" in row, path
    print(json.dumps(found))


asyncio.run(main(sys.argv[1]))
