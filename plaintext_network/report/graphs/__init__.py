"""Writes who knows whom as files for programs that draw graphs. Draws nothing itself."""
