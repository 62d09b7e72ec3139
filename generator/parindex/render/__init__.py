"""From results to pages, charts and open data: {path: text}, nothing written. Text of filings is always escaped."""
