"""From received files to a published layer version: read, clean, check, publish all or nothing."""
