"""The program without its windows: no Qt, no network, no clock except as an argument."""
