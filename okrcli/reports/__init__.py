"""A cycle as one frozen view: everything a page shows, nothing formatted."""
