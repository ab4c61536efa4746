"""Frame in, plotly Figure out."""
