"""The linter: rules about goals, one file each, and the engine that runs them."""
