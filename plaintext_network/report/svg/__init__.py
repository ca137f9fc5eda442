"""Draws pictures as SVG from answers of `network/reports/charts`. Computes only where things go."""
