"""The files that a team writes: read, checked and turned into plain values."""
