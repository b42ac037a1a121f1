"""Writers of the files that are handed in; they know the Document and nothing else."""
