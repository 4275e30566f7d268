"""From a record of published figures to a static site: checked, chosen, drawn, written, published.

`pipeline` is the table of contents. A package imports only those of the layers below it, which a
test checks; the layers are listed in pyproject.toml, under "Data flows one way".
"""
