"""What each page of the site says, by subject: functions from the basis of a language to a page."""
