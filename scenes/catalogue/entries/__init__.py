"""One file a clip: what it asks, which options it takes, what it shows and what it proves."""
