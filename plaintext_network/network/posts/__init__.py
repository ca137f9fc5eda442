"""Checks a draft against its audience, and says where each finding is. Changes no draft."""
