"""荣誉: medals, stars, certificates and praise, and how a stranger checks them."""
