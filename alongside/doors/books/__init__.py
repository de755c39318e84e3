"""The door of the books: accounts, statements, what is taken out, the proof."""
