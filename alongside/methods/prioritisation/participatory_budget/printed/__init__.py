"""The voter’s booklet: everything that is voted on, on paper, the same words as on the screen."""
