"""Events: what happened and is marked on the lines over time."""
