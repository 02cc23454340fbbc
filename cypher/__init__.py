"""Questions in Cypher, one file each, in folders that name what is asked.

`graphkit.queries` reads them; docs/questions.md says how one is written.
"""
