"""What each page of the site says, by subject: functions from the stock of a language to a page."""
