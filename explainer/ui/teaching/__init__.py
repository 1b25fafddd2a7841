"""Teaching on one machine: the presenter's console, the class's screen, and what joins them."""
