"""The pages of the block: each takes input, calls one action or query, and answers."""
