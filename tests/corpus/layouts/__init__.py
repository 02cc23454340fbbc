"""How an invented deal is written down: one function for each layout.

A layout takes chance and returns a notice with its gold.
"""
