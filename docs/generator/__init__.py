"""Pages made from the declarations: each module turns one kind of declaration into Markdown."""
