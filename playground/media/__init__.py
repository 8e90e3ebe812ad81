"""Files that are ours: where clips and pictures lie, what is in them, and how they are served."""
