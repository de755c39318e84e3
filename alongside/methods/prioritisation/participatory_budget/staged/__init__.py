"""The people, words and votes of the demonstration."""
