"""From a record of published figures to a static site: checked, chosen, drawn, written, published.

`pipeline` is the table of contents. A stage imports only the stages below it (a test holds it);
the order of the rooms stands in pyproject.toml, under "Data flows one way".
"""
