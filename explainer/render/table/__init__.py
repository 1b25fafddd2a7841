"""Tables as a reader works them: sorted, filtered, pinned, compared, turned."""
