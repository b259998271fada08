"""The window: puts the rooms together; the only file that knows them all."""
