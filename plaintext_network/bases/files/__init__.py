"""`.base` files: their structure, and what is wrong with one."""
