"""What a press release is: values and rules, without Pelican and without I/O."""
