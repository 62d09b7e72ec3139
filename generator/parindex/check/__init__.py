"""What is wrong with the content of a file, as findings. Pure functions; no file hides another's faults."""
