"""Defines the options of the commands, a module for each group of the help."""
