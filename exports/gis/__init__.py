"""What a geographic information system opens: layers with geometries, their styles, and a project of all of them."""
