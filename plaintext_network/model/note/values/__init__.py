"""The texts of properties, and what they mean."""
