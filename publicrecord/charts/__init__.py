"""What a chart is and how it is drawn: its declaration, its SVG, and the plotly figure."""
