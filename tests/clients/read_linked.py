"""Read the catalogue with PyLD; print how many triples it has and the titles of its data sets.

Run: python read_linked.py DATA, the folder with the data.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pyld import jsonld

content = json.loads((Path(sys.argv[1]) / "catalogue.jsonld").read_text(encoding="utf-8"))
triples = jsonld.to_rdf(content)["@default"]
framed = jsonld.frame(content, {"@context": content["@context"], "@type": "dcat:Dataset"})
print(json.dumps([len(triples), [table["dct:identifier"] for table in framed["@graph"]]]))
