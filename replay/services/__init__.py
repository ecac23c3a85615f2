"""The publishers themselves: what each answers to which request."""
