"""Receipt, acknowledgement, answer, thanks: specific, from a person, never points."""
