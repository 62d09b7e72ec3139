"""From records to the text of files: drafts, canonical YAML, schemas of unit groups. Nothing is written here."""
