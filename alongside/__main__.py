"""`python -m alongside` is the same as the command `alongside`."""

from alongside.doors.cli.main import main

if __name__ == "__main__":
    main()
