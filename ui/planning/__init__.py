"""Planning behind the page, whatever is planned: searches that readers share, and how far they are."""
