"""What people see: addresses, templates, styles and scripts of the desk."""
