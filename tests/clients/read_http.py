"""Ask DuckDB for the known figures of each measure, over HTTP; print them as JSON.

Run: python read_http.py SITE, the folder of the site, which a server of this machine serves. The
extension comes from a package: without a network, INSTALL has nowhere to get it from.
"""

from __future__ import annotations

import json
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import duckdb
from duckdb_extensions import import_extension


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=sys.argv[1]))
threading.Thread(target=server.serve_forever, daemon=True).start()
import_extension("httpfs")
base = duckdb.connect()
base.execute("LOAD httpfs")
query = """
    SELECT measure_id, count(*) FROM 'http://127.0.0.1:{port}/data/shown.{ending}'
    WHERE value IS NOT NULL GROUP BY measure_id
"""
found = [
    dict(base.execute(query.format(port=server.server_address[1], ending=ending)).fetchall())
    for ending in ("parquet", "csv")
]
assert found[0] == found[1]
print(json.dumps(found[0]))
