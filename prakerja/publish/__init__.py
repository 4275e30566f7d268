"""How it leaves: pages, downloads and the site that holds them."""
