"""What goes to and comes from the terminal: drivers, escape sequences, private names of Textual."""
