"""Reading and writing other people's formats, without Django's models."""
