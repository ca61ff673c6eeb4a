"""What editors ask while somebody writes: the language server, and what it knows."""
