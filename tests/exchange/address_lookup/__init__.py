"""Tests of looking up email addresses."""
