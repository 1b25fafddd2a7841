"""Teaching: what is shown now, what comes next, and how a class sees it."""
