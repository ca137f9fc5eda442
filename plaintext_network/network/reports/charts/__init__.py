"""The answers that pictures show: who is where, and how much happened when. Draws nothing."""
