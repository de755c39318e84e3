"""The answer to a question: result, reason, what is said to each theme, and what will be done."""
