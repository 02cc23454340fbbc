"""The explorer's server: a case on this machine, for the person who started it.

It listens to 127.0.0.1 alone. Every address begins with a random token, so that
neither another user of the machine nor another page in the browser gets anything.
"""

from graphkit.web.places import InFolder, InNeo4j, Place
from graphkit.web.server import Server

__all__ = ["InFolder", "InNeo4j", "Place", "Server"]
