"""Study files: the analyses that a TOML file lists, computed where their inputs have changed.

Reading, comparing with what is on disk, and the index page are here. What a verb is and does comes from the command
line, as a `Verb`; nothing about a verb is declared here.
"""
