"""`python -m flows` is the same as `screening`."""

from flows.command_line import main

main()
