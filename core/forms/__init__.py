"""Report formats: read from text files, checked as a whole, compiled for computing."""
