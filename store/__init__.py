"""What is kept: layer versions, snapshots, assessments, plans, and how files become them."""
