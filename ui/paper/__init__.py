"""The third reader of the Document: pages on the screen, on a printer and in a PDF, the same in all."""
