"""Every word that people read, in Vietnamese and English, and how numbers and dates are written."""
