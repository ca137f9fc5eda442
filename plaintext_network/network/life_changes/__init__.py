"""Changes in people's lives: what counts as one, what is remembered, and how to say it. Pure; imports no index."""
