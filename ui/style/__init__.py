"""How everything looks: tokens in one place, and what is made from them (palette, style sheet, fonts, icons)."""
