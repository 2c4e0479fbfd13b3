"""Cells: from what stands in the file to a typed value, exactly, or to a reason why not.

A layout's column is compiled once into a small function from a row's cells to the value; the functions run a
million times, so the common case of each is decided in a few steps. All raise `BadCell`.
"""
