"""How promises were kept: public, also when it is bad."""
