"""From the main line's changes to the timeline of each unit, and what each event did to its points."""
