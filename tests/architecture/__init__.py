"""The rules that keep the building standing, each a function from a tree to complaints."""
