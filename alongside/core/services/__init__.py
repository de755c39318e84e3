"""What is being improved, where it is, and how we know that it got better."""
