"""How a chart's frame becomes positions: one module for each family of pictures."""
