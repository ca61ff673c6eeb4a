"""Results as text: one module a format, pure functions; nothing is computed here."""
