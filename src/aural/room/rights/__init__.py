"""What a candidate may ask for: to see, correct, take along and erase what is held about them."""
