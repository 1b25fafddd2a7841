"""The reader on a terminal: app, screens, widgets, commands, themes."""
