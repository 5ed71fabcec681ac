"""What a file would change, what was published when and by whom, and the ways back."""
