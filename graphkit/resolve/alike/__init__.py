"""Which of many names are worth comparing, and what comes of it."""
