"""What is being improved, how it is measured, and where."""
