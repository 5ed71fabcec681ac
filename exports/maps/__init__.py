"""Maps as drawings: classes of amounts for the eye, and neighbourhoods and buildings as vector graphics."""
