"""Everything that `explainer check` finds beyond loading."""
