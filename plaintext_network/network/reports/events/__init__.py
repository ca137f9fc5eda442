"""Reports events: who may be there, and whom you met."""
