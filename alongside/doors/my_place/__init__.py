"""My place: what became of what I gave, what I promised, what I am asked, and what is known about me."""
