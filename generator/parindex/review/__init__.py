"""A change reviewed: the pipeline run on base and head, and what lies between."""
