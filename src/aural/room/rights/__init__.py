"""The candidate's rights: to see, correct, export and erase the data about them."""
