"""Maps for slides: each a picture that stands by itself, with its title, legend and origin."""
