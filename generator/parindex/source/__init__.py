"""The edge on the way in: a folder or a commit becomes a `FileTree`."""
