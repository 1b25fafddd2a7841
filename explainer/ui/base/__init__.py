"""What every feature stands on: the painted widget and screen, commands, themes, the session."""
