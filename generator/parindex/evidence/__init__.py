"""Documents behind links: fetching them without being led astray, and remembering what was seen."""
