"""What git knows about goals: revisions, what changed between them, and who changed it when."""
