"""Teaching on one machine: the presenter's console and the class's screen."""
