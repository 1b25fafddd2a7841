"""What a person can do in the reader; a module a topic, a class a command."""
