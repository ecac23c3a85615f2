"""Lists that a person copies: a template to fill in, and what is wrong with one that was."""
