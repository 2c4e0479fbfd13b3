"""Events: what happened and is marked on the time axes of every page."""
