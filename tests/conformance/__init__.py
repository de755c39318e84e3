"""What every method must hold to, whoever wrote it: the suite finds the methods by looking."""
