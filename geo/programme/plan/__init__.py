"""What is found: the plan with its figures, its reasons, its curve and what it is compared with."""
