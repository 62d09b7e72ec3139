"""From bytes to records: strict YAML, schema, decoding. Nothing here judges content."""
