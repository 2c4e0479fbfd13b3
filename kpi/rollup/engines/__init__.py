"""The roll-up on an engine other than the store: the same text, somewhere with more machines.

`texts` holds what is run, `protocol` what an engine must be able to do, `rebuild` the stages in their order,
`spark` the one engine that the program brings, and `export` and `manifest` the facts on their way there.
"""
