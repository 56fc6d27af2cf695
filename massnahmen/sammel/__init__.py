"""Change the same of many measures at once, after a preview of each."""
