"""`python -m summitbot` is the command `summitbot`."""

from summitbot.surfaces.cli import main

main()
