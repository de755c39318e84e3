"""What `alongside count` is made of: the options that make a rule, the bar, and how a result is printed."""
