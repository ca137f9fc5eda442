"""Shows the network as a page, a note, a message and pictures. Decides nothing: `network/reports` answers what they show."""
