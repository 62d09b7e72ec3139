"""Every word that people read: labels, traces, findings, in Vietnamese and English, and how numbers and dates are written."""
