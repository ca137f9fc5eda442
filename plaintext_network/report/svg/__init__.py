"""Draws answers of `network/reports/charts` as SVG. Computes only positions."""
