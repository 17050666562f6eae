"""What can be doubted about a result, and how much: words for people, never another tier."""
