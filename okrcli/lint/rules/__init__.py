"""The rules, one a file; adding a file adds a rule."""
