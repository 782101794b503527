"""From pictures to packets to a film."""
