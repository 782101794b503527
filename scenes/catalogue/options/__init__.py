"""What users may give for a clip: how it is read, and what is said when it will not do."""
