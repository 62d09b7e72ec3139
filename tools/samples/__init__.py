"""Makes the fictional sample programmes below `submissions/`: seeded, so that the same files come out every time."""
