"""The edge on the way in: a folder or a commit becomes a `FileTree`. The only stage that touches disk and git to read."""
