"""What is wrong with a wording, before anybody hears it."""
