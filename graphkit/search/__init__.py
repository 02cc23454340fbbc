"""Search: the edge index, and chains, paths, names and words found over it."""
