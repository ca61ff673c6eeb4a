"""What people do each week and quarter, as files to add: check-ins, drafts, imports, closings."""
