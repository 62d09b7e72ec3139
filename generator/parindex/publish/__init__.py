"""The edge on the way out: the site engine, the stamping of pages into its frame, and writing without halves."""
