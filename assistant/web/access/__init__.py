"""Who may use the app, how often, and what a page may do: everything that stands before it on a network."""
