"""The demonstration town: a year of life, made with the real actions. Nobody in it is real."""
